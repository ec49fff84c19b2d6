// Reloads the page after `cargo web serve` has rebuilt it.

let version;
setInterval(async () => {
  if (document.hidden) return;
  try {
    const answer = await (await fetch("version", { cache: "no-store" })).text();
    if (version !== undefined && answer !== version) location.reload();
    version = answer;
  } catch {
    // The server is gone; it may come back.
  }
}, 500);
