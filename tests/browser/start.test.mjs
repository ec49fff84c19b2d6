// The page from the first byte to the first frame, and the page when it cannot start.

import assert from "node:assert/strict";
import { PNG } from "pngjs";
import { address, check, here, setUp, until } from "./page.mjs";

setUp();

check("the first frame comes with a clean console and from nowhere else", async (visit) => {
  const asked = [];
  const visitor = await visit("", { prepare: (page) => page.on("request", (request) => asked.push(request.url())) });
  assert.equal(await visitor.page.title(), "What You Leave Behind — Plotlanes");
  assert.ok(await visitor.event("Battle of the fleets").isVisible());
  const elsewhere = asked.filter((url) => !url.startsWith(address()) && !url.startsWith("blob:"));
  assert.deepEqual(elsewhere, []);
  const programs = asked.filter((url) => url.endsWith(".wasm"));
  assert.equal(programs.length, 1, "fetched once");
  const { data } = PNG.sync.read(await visitor.page.screenshot());
  assert.ok(new Set(new Uint32Array(data.buffer, data.byteOffset, data.length / 4)).size > 50, "something is drawn");
});

check("while the program comes, the page tells how far it is", async (visit) => {
  const slow = async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", {
      offline: false, latency: 20, downloadThroughput: 400_000, uploadThroughput: 400_000,
    });
  };
  const visitor = await visit("", { prepare: slow, wait: false });
  const bar = visitor.page.getByRole("progressbar");
  await bar.waitFor({ timeout: 10_000 });
  const shares = [];
  await until("progress", async () => {
    const share = await bar.evaluate((bar) => bar.value).catch(() => 1);
    if (share > 0 && share < 1) shares.push(share);
    return share === 1;
  });
  assert.ok(shares.length > 3 && shares[0] < shares.at(-1), `${shares}`);
  await visitor.started();
});

check("without scripts there are a sentence and a picture", async (visit) => {
  const visitor = await visit("", { context: { javaScriptEnabled: false }, wait: false });
  const picture = visitor.page.getByRole("img").first();
  await picture.waitFor();
  assert.ok((await picture.getAttribute("alt")).length > 20);
  // Without scripts the page cannot be asked whether the picture has loaded; its height tells.
  await until("the picture", async () => (await picture.boundingBox())?.height > 100);
  assert.match(await visitor.page.innerText("body"), /script/i);
});

check("without WebGL there are a sentence and a picture", async (visit) => {
  const prepare = (page) => page.addInitScript(() => {
    const ask = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind.startsWith("webgl") ? null : ask.call(this, kind, ...rest);
    };
  });
  const visitor = await visit("", { prepare, wait: false });
  await until("the sentence", async () => /WebGL/.test(await visitor.page.innerText("body")));
  await until("the picture", () => visitor.page.evaluate(() => document.images[0]?.naturalWidth > 600));
});

check("a program that cannot be fetched can be tried again", async (visit) => {
  const prepare = (page) => page.route("**/*.wasm", (route) => route.abort());
  const visitor = await visit("", { prepare, wait: false, expect: [/ERR_FAILED/] });
  const again = visitor.page.getByRole("button", { name: "Try again" });
  await again.waitFor();
  await visitor.page.unroute("**/*.wasm");
  await again.click();
  await visitor.started();
});

for (const [name, stop] of Object.entries({
  "a panic": () => window.plotlanes.panicked("panicked at src/x.rs:1:1: a test of the card"),
  "a trap": () => {
    const error = new WebAssembly.RuntimeError("unreachable: a test of the card");
    window.dispatchEvent(new ErrorEvent("error", { error, message: error.message }));
  },
  "lost graphics": () => document.getElementById("plotlanes").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext(),
})) {
  check(`${name} shows a card with a button that reloads`, async (visit) => {
    const visitor = await visit("", { expect: [/unreachable/, /CONTEXT_LOST/i, /context lost/i] });
    await visitor.page.evaluate(stop);
    const card = visitor.page.getByRole("alertdialog");
    await card.waitFor();
    if (name !== "lost graphics") assert.match(await card.innerText(), /a test of the card/);
    const reload = card.getByRole("button", { name: "Reload" });
    assert.ok(await reload.evaluate((button) => button === document.activeElement));
    await reload.click();
    await visitor.started();
    assert.equal(await card.isVisible(), false);
  });
}

check("the page has a strict content security policy", async (visit) => {
  const visitor = await visit();
  const policy = await visitor.page.getAttribute("meta[http-equiv=Content-Security-Policy]", "content");
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/);
  assert.ok(here().asked.every((path) => path.startsWith("/some/where/")), "only relative addresses");
});
