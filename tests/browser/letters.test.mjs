// Letters that the bundled font lacks: the browser's fonts give them, on the page and in its pictures. Arabic, whose letters
// join, has a font beside the page, which is fetched only then.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { PROGRAM, address, check, setUp, until } from "./page.mjs";

setUp();

const FONT = "NotoSansArabic.ttf";

/** The fonts that a page asks for. */
const fontsOf = (asked) => asked.filter((url) => url.endsWith(".ttf"));

/** Opens a story of the server; every address that the page asks for. */
async function opened(visit, name) {
  const asked = [];
  const prepare = (page) => page.on("request", (request) => asked.push(request.url()));
  // eframe reads its canvas without the hint that Chromium would like.
  const visitor = await visit(`?story=stories/${name}`, { prepare, expect: [/willReadFrequently/] });
  await until("the story", async () => (await visitor.page.title()).startsWith("Letters"));
  return { visitor, asked };
}

/** The picture of the view that the page saves: its bytes and its pixels. */
async function saved(visitor) {
  await visitor.page.keyboard.press("Control+e");
  const save = await visitor.come("button", "Save");
  const [download] = await Promise.all([visitor.page.waitForEvent("download"), visitor.press(save)]);
  const bytes = readFileSync(await download.path());
  return { bytes, png: PNG.sync.read(bytes) };
}

/** The picture that the command line writes of the same story with boxes for letters, as large as `png`. */
async function boxes(visitor, name, png) {
  const story = await (await visitor.page.request.get(address(`stories/${name}`))).text();
  const file = join(tmpdir(), `plotlanes-${process.pid}-${name}`);
  writeFileSync(file, story);
  const size = ["--width", String(png.width / 2), "--height", String(png.height / 2), "--scale", "2"];
  const args = ["export", file, "-o", "-", ...size, "--bundled-fonts-only"];
  return PNG.sync.read(execFileSync(PROGRAM, args, { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] }));
}

/** The number of pixels in which two pictures clearly differ. */
function different(one, other) {
  assert.deepEqual([one.width, one.height], [other.width, other.height]);
  let count = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    if ([0, 1, 2].some((channel) => Math.abs(one.data[at + channel] - other.data[at + channel]) > 40)) count++;
  }
  return count;
}

check("a picture has the letters of the browser's fonts", async (visit) => {
  const { visitor, asked } = await opened(visit, "scripts.json");
  const { bytes, png } = await saved(visitor);
  assert.ok(different(png, await boxes(visitor, "scripts.json", png)) > 500, "letters instead of boxes");
  assert.ok(bytes.includes("other letters: fonts of the browser"), "the picture says so");
  assert.deepEqual(fontsOf(asked), [], "no font is fetched");
});

check("Arabic has a font beside the page, fetched only for it", async (visit) => {
  const { visitor, asked } = await opened(visit, "arabic.json");
  await until("the font", () => fontsOf(asked).length > 0);
  assert.deepEqual(fontsOf(asked), [address(FONT)]);
  // It is in the next frames; the picture is of a state long after.
  await visitor.page.waitForTimeout(500);
  const { png } = await saved(visitor);
  assert.ok(different(png, await boxes(visitor, "arabic.json", png)) > 100, "letters instead of boxes");
  assert.equal(fontsOf(asked).length, 1, "once");
});

check("a story in Latin needs no font", async (visit) => {
  const asked = [];
  const prepare = (page) => page.on("request", (request) => asked.push(request.url()));
  await visit("?story=stories/good.json", { prepare });
  assert.deepEqual(fontsOf(asked), []);
});
