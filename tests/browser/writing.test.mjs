// Writing on the page: a new story, saved to a file or as a download, and kept across a closed tab.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { check, setUp, until } from "./page.mjs";
import { story } from "./server.mjs";

setUp();

/** Takes the browser's dialogs for files away, as in browsers that have none. */
const withoutDialogs = (page) => page.addInitScript(() => {
  for (const name of ["showOpenFilePicker", "showSaveFilePicker"]) Object.defineProperty(window, name, { value: undefined });
});

/** Lets the browser's dialogs answer with a file of the page's own, which is written as any other. */
const withFile = (page, text) => page.addInitScript((text) => {
  const file = async () => {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle("novel.json", { create: true });
    if (text && !(await handle.getFile()).size) {
      const stream = await handle.createWritable();
      await stream.write(text);
      await stream.close();
    }
    return handle;
  };
  window.showOpenFilePicker = async () => [await file()];
  window.showSaveFilePicker = file;
}, text);

/** What is in that file; nothing as long as there is none. */
const written = (page) => page.evaluate(async () => {
  const folder = await navigator.storage.getDirectory();
  const handle = await folder.getFileHandle("novel.json").catch(() => null);
  return handle ? (await handle.getFile()).text() : "";
});

/** Begins a story from an outline. */
async function begin(visitor) {
  const { keyboard } = visitor.page;
  await keyboard.press("Control+Shift+p");
  await visitor.come("dialog", "Do or go to");
  await keyboard.type("new story from an outline");
  await visitor.page.waitForTimeout(300);
  await keyboard.press("Enter");
  await visitor.come("dialog", "A new story from an outline");
  await visitor.page.waitForTimeout(300);
  for (const line of ["# The siege", "The gates are shut", "The well runs dry"]) {
    await keyboard.type(line);
    await keyboard.press("Enter");
  }
  await visitor.says("dialog", /1 thread, 2 events/);
  await visitor.click(await visitor.come("button", "Create"));
  await visitor.event("The gates are shut").waitFor();
}

check("a story is written and downloaded", async (visit) => {
  const visitor = await visit("", { prepare: withoutDialogs });
  await begin(visitor);
  await visitor.page.keyboard.press("Control+s");
  await visitor.come("dialog", "Save the story as");
  const [download] = await Promise.all([
    visitor.page.waitForEvent("download"),
    visitor.press(await visitor.come("button", "Save")),
  ]);
  assert.equal(download.suggestedFilename(), "untitled.json");
  assert.match(readFileSync(await download.path(), "utf8"), /The well runs dry/);
  await visitor.says("status", /Downloaded untitled\.json/).catch(() => visitor.says("region", /Downloaded untitled\.json/));
});

check("unsaved work is offered after the tab was closed", async (visit) => {
  const visitor = await visit("", { prepare: withoutDialogs });
  await begin(visitor);
  let asked = 0;
  visitor.page.on("dialog", (dialog) => {
    asked += dialog.type() === "beforeunload" ? 1 : 0;
    void dialog.accept();
  });
  await until("the draft", () => visitor.page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith("plotlanes.draft."))));
  await visitor.page.reload();
  await visitor.started();
  assert.equal(asked, 1, "the browser asks before the page is left");
  await visitor.says("region", /Go on with the unsaved story Untitled/);
  await visitor.click(await visitor.come("button", "Go on"));
  await visitor.event("The gates are shut").waitFor();
});

check("a file that was opened is written where it is", async (visit) => {
  const visitor = await visit("", { prepare: (page) => withFile(page, story("Picked")) });
  await visitor.page.keyboard.press("Control+o");
  await visitor.click(await visitor.come("button", "Browse…"));
  await until("the story", async () => await visitor.page.title() === "Picked — Plotlanes");
  await visitor.page.keyboard.press("Control+Shift+s");
  await until("the save", async () => (await written(visitor.page)).includes("Picked"));
});

check("a new story is saved through the browser's dialog", async (visit) => {
  const visitor = await visit("", { prepare: (page) => withFile(page, "") });
  await begin(visitor);
  await visitor.page.keyboard.press("Control+s");
  await until("the save", async () => (await written(visitor.page)).includes("The well runs dry"));
  await until("the mark to be gone", async () => !(await visitor.page.title()).startsWith("•"));
});

check("an event, its summary and what ties it are written through the page's elements alone", async (visit) => {
  const visitor = await visit("", { prepare: withoutDialogs });
  const press = async (role, name) => visitor.press(await visitor.come(role, name));
  const fill = async (name, text) => (await visitor.come("textbox", name)).fill(text);
  await press("button", "Write");
  await visitor.press(visitor.event("Winn poisons Dukat"));
  await press("button", "Add one after it");
  await fill("Title of the new event", "A shadow falls");
  // The words of where it will stand come with the title.
  await visitor.page.locator("#mirror span", { hasText: /^before$/ }).first().waitFor({ state: "attached" });
  await press("button", "Add");
  await visitor.event("A shadow falls").waitFor({ state: "attached" });
  await visitor.says("status", /Selected: A shadow falls/);

  const summary = await visitor.come("textbox", "What happens");
  assert.equal(await summary.evaluate((element) => element.tagName), "TEXTAREA");
  await summary.fill("It comes from the east.\nNobody sees it.");
  await until("both lines", async () => await summary.inputValue() === "It comes from the east.\nNobody sees it.");

  await press("button", "Tie to another…");
  await fill("The event that “A shadow falls” is tied to", "dukat rises");
  await press("button", "Dukat rises again");
  await press("button", "“A shadow falls” led to “Dukat rises again”");
  await visitor.gone("button", "“A shadow falls” led to “Dukat rises again”");
  await visitor.press(visitor.event("Dukat rises again"));
  await visitor.says("status", /Selected: Dukat rises again/);
  await visitor.come("button", "Remove the cause A shadow falls");

  // Moved by a place, deleted, and all of it undone.
  await visitor.press(visitor.event("A shadow falls"));
  await visitor.says("status", /Selected: A shadow falls/);
  await press("button", "Move earlier");
  await until("its new place", async () => {
    const texts = await visitor.page.locator("#mirror main li button").allTextContents();
    const at = (title) => texts.findIndex((text) => text.startsWith(`${title}, `));
    return at("A shadow falls") >= 0 && at("A shadow falls") < at("Winn poisons Dukat");
  });
  await press("button", "Delete this event…");
  await press("button", "Delete");
  await until("the event to go", async () => await visitor.event("A shadow falls").count() === 0);
  const undo = visitor.page.locator("#mirror [role=toolbar] button").filter({ hasText: /^Undo: delete/ });
  await undo.waitFor({ state: "attached" });
  await visitor.press(undo);
  await visitor.event("A shadow falls").waitFor({ state: "attached" });
});
