// A picture saved on the page is the picture that the command line writes.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { PNG } from "pngjs";
import { PROGRAM, check, setUp, until } from "./page.mjs";

setUp();

/** Saves the picture that the card offers; its name and pixels. */
async function saved(visitor) {
  const save = await visitor.come("button", "Save");
  const [download] = await Promise.all([visitor.page.waitForEvent("download"), visitor.press(save)]);
  return { name: download.suggestedFilename(), png: PNG.sync.read(readFileSync(await download.path())) };
}

function written(args) {
  return PNG.sync.read(execFileSync(PROGRAM, ["export", "-o", "-", ...args], { maxBuffer: 1 << 28 }));
}

/** Equal except at the edges of letters, where a processor without fused multiplication rounds differently. */
function alike(one, other) {
  assert.deepEqual([one.width, one.height], [other.width, other.height]);
  let [most, differ] = [0, 0];
  for (let at = 0; at < one.data.length; at++) {
    const by = Math.abs(one.data[at] - other.data[at]);
    most = Math.max(most, by);
    if (by > 0) differ++;
  }
  assert.ok(most <= 2, `a pixel differs by ${most}`);
  assert.ok(differ < one.data.length / 200, `${differ} of ${one.data.length} samples differ`);
}

check("the view", async (visit) => {
  const visitor = await visit("#event=storm&window=8..30&folded=station&order=happening&theme=dark");
  await visitor.says("status", /Selected/);
  const { text: window } = await visitor.stretch();
  await visitor.page.keyboard.press("Control+e");
  const { name, png } = await saved(visitor);
  assert.equal(name, "what-you-leave-behind.png");
  await visitor.says("status", /Saved what-you-leave-behind\.png/);
  const size = ["--width", String(png.width / 2), "--height", String(png.height / 2), "--scale", "2"];
  const view = `#event=storm&window=${window}&folded=station&theme=dark`;
  alike(png, written([...size, "--view", view]));
});

check("the poster, in the light", async (visit) => {
  const visitor = await visit("#theme=light");
  await visitor.page.keyboard.press("Control+Shift+E");
  const { png } = await saved(visitor);
  alike(png, written(["--poster", "--theme", "light", "--scale", "2"]));
});

check("a picture too large is refused before it is made", async (visit) => {
  const visitor = await visit();
  await visitor.page.keyboard.press("Control+e");
  const width = await visitor.come("spinbutton", "Width in points");
  await visitor.click(width);
  await visitor.page.keyboard.press("Control+a");
  await visitor.page.keyboard.type("16384");
  await visitor.page.keyboard.press("Enter");
  await until("the refusal", async () => /is too large/.test(await visitor.page.locator("#mirror").innerText()));
  await until("no saving", async () => await visitor.get("button", "Save").getAttribute("aria-disabled") === "true");
});
