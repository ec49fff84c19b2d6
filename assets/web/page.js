// Boots Plotlanes: fetches the program and shows the progress, starts it, and tells the reader what to do if it cannot
// run or has stopped. Knows nothing of stories or of what is drawn. The bundler replaces the names in double braces.

import { keep, reload } from "./{{update}}";

const GLUE = "./{{glue}}";
const PROGRAM = "{{program}}";
/** The size of the program once decompressed; the server's content-length is that of the compressed file. */
const PROGRAM_BYTES = Number("{{program_bytes}}");

const byId = (id) => document.getElementById(id);
const canvas = byId("plotlanes");
/** Whether the program has stopped: errors after that follow from the first and are not shown. */
let stopped = false;

/** The functions that the program calls. */
window.plotlanes = {
  /** The first frame has been painted. */
  started() {
    const boot = byId("boot");
    if (stopped || !boot) return;
    canvas.inert = false;
    boot.classList.add("done");
    setTimeout(() => boot.remove(), 250);
    if (document.activeElement === document.body) canvas.focus({ preventScroll: true });
    keep();
  },
  /** The window cannot start, for the reason in `text`. */
  failed(text) {
    still("Plotlanes could not start in this browser.", text, true);
  },
  /** The program has panicked, with the message `text`. */
  panicked(text) {
    fault("It met a fault of its own and cannot go on.", text);
  },
};

/**
 * How the canvas is drawn on. The program smooths its own edges and covers every pixel: multisampling and a transparent
 * canvas would only cost, half of each frame where there is no GPU. A canvas has one context, so the program gets the
 * one that is asked for first. It paints again only what has changed, so the rest must be preserved.
 */
const GRAPHICS = { alpha: false, antialias: false, depth: false, preserveDrawingBuffer: true, stencil: false };

/** What this browser lacks, if anything: a sentence for the reader, and the browser's own words if it has any. */
function missing() {
  if (typeof WebAssembly !== "object") {
    return { why: "Plotlanes runs on WebAssembly, which this browser lacks or a security mode has switched off." };
  }
  let detail;
  canvas.addEventListener("webglcontextcreationerror", ({ statusMessage }) => { detail ||= statusMessage; });
  const graphics = canvas.getContext("webgl2", GRAPHICS) ?? canvas.getContext("webgl", GRAPHICS);
  if (!graphics || graphics.isContextLost()) {
    return {
      why: "Plotlanes draws with WebGL, which this browser does not offer. Hardware acceleration in its settings may bring it back.",
      detail,
    };
  }
  return undefined;
}

/** Fetches the program, and shows the progress meanwhile. */
async function download() {
  const response = await fetch(PROGRAM);
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${PROGRAM}.`);
  let bytes = 0;
  const counter = new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      show(bytes);
      controller.enqueue(chunk);
    },
    flush(controller) {
      if (bytes !== PROGRAM_BYTES) {
        controller.error(new Error(`${bytes} of ${PROGRAM_BYTES} bytes of ${PROGRAM} arrived.`));
      }
    },
  });
  // Browsers compile it while it arrives only if its type is that of WebAssembly.
  return new Response(response.body.pipeThrough(counter), { headers: { "content-type": "application/wasm" } });
}

function show(bytes) {
  const share = Math.min(bytes / PROGRAM_BYTES, 1);
  const megabytes = (count) => (count / 1e6).toFixed(1);
  const amount = `${megabytes(bytes)} of ${megabytes(PROGRAM_BYTES)} MB · ${Math.floor(share * 100)} %`;
  const progress = byId("progress");
  if (!progress) return;
  progress.value = share;
  progress.setAttribute("aria-valuetext", amount);
  byId("amount").textContent = share < 1 ? amount : "Starting…";
  if (share === 1) byId("phase").textContent = "Starting…";
}

/** Shows the picture in place of the program, with a sentence (`why`), a detail if any, and a button to try `again`. */
function still(why, detail, again) {
  const boot = byId("boot");
  if (stopped || !boot) return;
  stopped = true;
  byId("loading").remove();
  const noscript = byId("still");
  const section = document.createElement("section");
  section.id = noscript.id;
  section.innerHTML = noscript.textContent;
  noscript.replaceWith(section);
  // Without a network the picture cannot be fetched either.
  const figure = section.querySelector("figure");
  figure.querySelector("img").addEventListener("error", () => figure.remove());
  const words = section.querySelector(".why");
  words.setAttribute("role", "alert");
  words.textContent = why;
  if (again) {
    const button = Object.assign(document.createElement("button"), { className: "main", textContent: "Try again" });
    button.addEventListener("click", reload);
    words.after(button);
  }
  if (detail) {
    words.after(Object.assign(document.createElement("p"), { className: "detail", textContent: detail }));
  }
}

/** Covers the canvas with the card that says why the program has stopped, and shows the message if there is one. */
function fault(why, message) {
  if (stopped) return;
  stopped = true;
  // The program may have put elements of its own beside the canvas.
  for (const element of document.body.children) element.inert = element.id !== "fault";
  for (const id of ["boot", "news"]) byId(id)?.remove();
  byId("fault-why").textContent = why;
  byId("fault-message").textContent = message;
  byId("fault-message").hidden = byId("fault-copy").hidden = !message;
  byId("fault-reload").addEventListener("click", reload);
  byId("fault-copy").addEventListener("click", copy);
  byId("fault").hidden = false;
  byId("fault-reload").focus();
}

async function copy() {
  const message = byId("fault-message");
  const button = byId("fault-copy");
  try {
    await navigator.clipboard.writeText(message.textContent);
    button.textContent = "Copied";
  } catch {
    // The browser refuses the clipboard: leave the message selected.
    getSelection().selectAllChildren(message);
    button.textContent = "Selected; copy it with the keyboard";
  }
}

/** Shows faults of the program; other errors on the page, such as those of an extension's script, do not stop it. */
function trap(error) {
  if (typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError) {
    window.plotlanes.panicked(error.stack?.includes(error.message) ? error.stack : `${error.message}\n${error.stack}`);
    return true;
  }
  return false;
}

/**
 * A browser that emulates a screen, as developers' tools do for phones, gives the canvas's size in device pixels without
 * the emulated scale. Then the property is removed, so that eframe computes the size.
 */
function measure() {
  return new Promise((done) => {
    const observer = new ResizeObserver(([entry]) => {
      observer.disconnect();
      const told = entry.devicePixelContentBoxSize?.[0]?.inlineSize;
      const meant = entry.contentBoxSize?.[0]?.inlineSize * devicePixelRatio;
      if (told && Math.abs(told - meant) > 1) delete ResizeObserverEntry.prototype.devicePixelContentBoxSize;
      done();
    });
    observer.observe(canvas);
  });
}

async function boot() {
  byId("late").remove();
  const lack = missing();
  if (lack) return still(lack.why, lack.detail);
  try {
    const [glue, program] = await Promise.all([import(GLUE), download(), measure()]);
    await glue.default({ module_or_path: program });
  } catch (error) {
    if (!trap(error)) still("Plotlanes did not arrive whole. Check the connection and try again.", error.message, true);
  }
}

// The browser must not open a file that is dropped beside the canvas.
for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
// Ctrl+P is for the browser, which prints; with Shift it is for the program.
addEventListener("keydown", (event) => {
  const printing = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "p";
  if (printing) event.stopPropagation();
}, true);
addEventListener("error", (event) => trap(event.error));
addEventListener("unhandledrejection", (event) => trap(event.reason));
canvas.addEventListener("webglcontextlost", () => {
  // A visible canvas without a context shows the browser's sad face.
  canvas.hidden = true;
  fault("The browser took the graphics away, as it may when memory is short or the device has slept.");
});
boot();
