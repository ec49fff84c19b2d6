// Boots Plotlanes: fetches the program and tells how far it has come, starts it, and shows what to do where it
// cannot run or has stopped. Knows nothing of stories or of what is drawn. The bundler fills what stands in braces.

import { keep, reload } from "./{{update}}";

const GLUE = "./{{glue}}";
const PROGRAM = "{{program}}";
/** The program's bytes as the browser hands them on; the server's content-length counts them compressed. */
const PROGRAM_BYTES = Number("{{program_bytes}}");

const byId = (id) => document.getElementById(id);
const canvas = byId("plotlanes");
/** Whether the program has stopped: what fails after that is an echo. */
let stopped = false;

/** What the program calls. */
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

/** The sentence for what this browser lacks, if anything. */
function missing() {
  if (typeof WebAssembly !== "object") {
    return "Plotlanes runs on WebAssembly, which this browser lacks or a security mode has switched off.";
  }
  const scratch = document.createElement("canvas");
  const graphics = scratch.getContext("webgl2") ?? scratch.getContext("webgl");
  if (!graphics) {
    return "Plotlanes draws with WebGL, which this browser does not offer. Hardware acceleration in its settings may bring it back.";
  }
  graphics.getExtension("WEBGL_lose_context")?.loseContext();
  return undefined;
}

/** The program's bytes, counted as they come. */
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
  // Browsers compile while it arrives only if it says that it is WebAssembly.
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

/** Shows the picture in place of the program: why, what exactly, and whether trying again may help. */
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
  // Where nothing can be fetched, there is no picture either.
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

/** Covers the canvas with the card that says why it has stopped, and with the message if there is one. */
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
    // The browser keeps the clipboard to itself: leave the message selected.
    getSelection().selectAllChildren(message);
    button.textContent = "Selected; copy it with the keyboard";
  }
}

/** The program's own faults; what else fails on a page, an extension's script say, does not stop it. */
function trap(error) {
  if (typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError) {
    window.plotlanes.panicked(error.stack?.includes(error.message) ? error.stack : `${error.message}\n${error.stack}`);
    return true;
  }
  return false;
}

/**
 * Browsers whose screen is emulated, as developers' tools do for phones, count the canvas's device pixels without the
 * emulated scale. Where that is so, nobody is to ask them.
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
  if (lack) return still(lack);
  try {
    const [glue, program] = await Promise.all([import(GLUE), download(), measure()]);
    await glue.default({ module_or_path: program });
  } catch (error) {
    if (!trap(error)) still("Plotlanes did not arrive whole. Check the connection and try again.", error.message, true);
  }
}

// A file that misses the canvas must not take the page's place.
for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
// Ctrl+P is the browser's, for printing; with Shift it is the program's.
addEventListener("keydown", (event) => {
  const printing = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "p";
  if (printing) event.stopPropagation();
}, true);
addEventListener("error", (event) => trap(event.error));
addEventListener("unhandledrejection", (event) => trap(event.reason));
canvas.addEventListener("webglcontextlost", () => {
  // Without it the browser draws a face of its own there.
  canvas.hidden = true;
  fault("The browser took the graphics away, as it may when memory is short or the device has slept.");
});
boot();
