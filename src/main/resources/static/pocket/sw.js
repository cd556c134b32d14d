// Keeps the page and its script on the phone, all of one version; never anything of anybody. What it keeps is named
// by two lines that the program writes before these.
const CACHE = "pocket " + VERSION;

addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE)
      .then((cache) => cache.addAll(KEPT.map((address) => new Request(address, { cache: "no-cache" }))))
      .then(() => skipWaiting())
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("pocket ") && name !== CACHE).map((name) => caches.delete(name))))
      .then(() => clients.claim())
  );
});

function kept(address) {
  return caches.open(CACHE).then((cache) => cache.match(address, { ignoreSearch: true, ignoreVary: true }));
}

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate" && url.pathname !== "/pocket") {
    // A page that needs the network: without one, what works without.
    event.respondWith(fetch(event.request).catch(() => kept("/pocket").then((page) => page || Response.error())));
  } else if (KEPT.includes(url.pathname)) {
    event.respondWith(kept(url.pathname).then((known) => known || fetch(event.request)));
  }
});
