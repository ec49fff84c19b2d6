// After one visit the page opens without a network, and a new version is installed completely or not at all.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { SITE, address, check, here, setUp, until } from "./page.mjs";

const scratch = mkdtempSync(join(tmpdir(), "plotlanes-"));
const [folder, other] = ["one", "two"].map((name) => join(scratch, name));
for (const to of [folder, other]) cpSync(SITE, to, { recursive: true });
setUp({ "/some/where/": folder, "/some/else/": other });
after(() => rmSync(scratch, { recursive: true }));

const ready = (visitor) => visitor.page.evaluate(async () => {
  const registration = await navigator.serviceWorker.ready;
  return registration.active.state;
});

check("offline the page opens as it was", async (visit) => {
  const visitor = await visit("", { expect: [/ERR_INTERNET_DISCONNECTED/, /Failed to fetch/] });
  await until("the worker", async () => await ready(visitor) === "activated");
  const { page } = visitor;
  await page.context().setOffline(true);
  // Chromium may put the next visit into a new process, which does not know that it is offline.
  await page.addInitScript(() => Object.defineProperty(navigator, "onLine", { get: () => false }));
  await page.goto(address("?story=stories/none.json#event=city"));
  await visitor.started();
  assert.equal(await page.title(), "What You Leave Behind — Plotlanes");
  await visitor.says("dialog", /no network/);
  await page.goto(address("#event=city"));
  await page.reload();
  await visitor.started();
  await visitor.says("status", /Selected: A city is wiped out/);
});

check("two copies on one host leave each other's files alone", async (visit) => {
  const one = await visit();
  await until("the worker", async () => await ready(one) === "activated");
  await one.page.goto(`${here().origin}/some/else/`);
  await one.started();
  await until("the other worker", async () => await ready(one) === "activated");
  await one.page.context().setOffline(true);
  for (const path of ["/some/where/", "/some/else/"]) {
    await one.page.goto(here().origin + path);
    await one.started();
  }
});

check("a new version is offered, and installed on request", async (visit) => {
  const visitor = await visit();
  const { page } = visitor;
  await until("the worker", async () => await ready(visitor) === "activated");
  const scripts = () => page.evaluate(() => [...document.scripts].map((script) => script.src.split("/").at(-1)).sort().join());
  const old = await scripts();
  // As a deployment does: the page's script has another name, in every file that names it.
  const script = old.split(",").find((name) => /^page-/.test(name));
  const next = script.replace(/-[0-9a-f]{4}/, "-ffff");
  renameSync(join(folder, script), join(folder, next));
  const version = /VERSION = "([^"]*)"/.exec(readFileSync(join(folder, "sw.js"), "utf8"))[1];
  for (const name of ["index.html", "sw.js"]) {
    const path = join(folder, name);
    const text = readFileSync(path, "utf8").replaceAll(script, next).replaceAll(version, "the-next-one");
    writeFileSync(path, text);
  }
  await page.reload();
  await visitor.started();
  assert.equal(await scripts(), old, "the old version, whole");
  const take = page.getByRole("button", { name: "Reload" });
  await take.waitFor();
  await Promise.all([page.waitForEvent("load"), take.click()]);
  await visitor.started();
  assert.equal(await scripts(), old.replace(script, next));
});
