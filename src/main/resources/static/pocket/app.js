// The start: looks what the browser can, opens what is closed, shows a screen. Where something is missing the plain
// links stay, and the page says what is missing.
import { h, t, speak, link, notice } from "./page.js";
import * as store from "./store.js";
import * as vault from "./vault.js";
import * as lines from "./lines.js";
import * as reach from "./reach.js";
import * as screens from "./screens.js";

const LOCK_AFTER = 5 * 60 * 1000;
const root = document.documentElement;
const plain = document.getElementById("plain");
const place = document.getElementById("pocket");
const tabs = document.getElementById("tabs");
const tools = document.getElementById("tools");
const whose = document.getElementById("whose");

let hiddenSince = 0;
let trouble = null;

// ---- what the browser can ----

async function missing() {
  if (!globalThis.isSecureContext || !globalThis.crypto || !crypto.subtle) return "secure";
  if (!("indexedDB" in globalThis) || !globalThis.indexedDB) return "storage";
  try {
    await store.ready();
  } catch (refused) {
    return "storage";
  }
  if (!("serviceWorker" in navigator) || !navigator.serviceWorker) return "worker";
  try {
    await navigator.serviceWorker.register("/pocket/sw.js", { scope: "/pocket" });
  } catch (refused) {
    // Without a network what was registered before goes on working.
    if (!(await navigator.serviceWorker.getRegistration("/pocket"))) return "worker";
  }
  return null;
}

// ---- showing ----

function show(elements, withTabs) {
  plain.hidden = true;
  place.hidden = false;
  tabs.hidden = !withTabs;
  place.replaceChildren(...elements.filter(Boolean));
  const first = place.querySelector(".mistakes") || place.querySelector("h1");
  if (first) {
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }
  scrollTo(0, 0);
}

function frame() {
  const here = location.hash.split("/")[1] || "";
  tabs.setAttribute("aria-label", t("menu"));
  tabs.replaceChildren(...[
    ["#/", "today", ["", "visit", "need"]],
    ["#/households", "households", ["households", "household", "correct"]],
    ["#/offers", "offers", ["offers"]],
    ["#/log", "log", ["log"]]
  ].map(([hash, text, at]) => {
    const a = link(hash, "", { "aria-current": at.includes(here) ? "page" : null });
    a.append(h("i", { "aria-hidden": "true" }, t("glyph." + text)), t(text));
    return a;
  }));
  const me = reach.seat();
  whose.textContent = me && vault.isOpen() ? [me.place, me.name].filter(Boolean).join(" ") : t("title");
  tools.replaceChildren(...[
    h("button", { class: "pill", type: "button", id: "language", onclick: otherLanguage }, h("span", {}, t("language"))),
    vault.isOpen() ? h("button", { class: "pill", type: "button", id: "lock", onclick: lock }, h("span", {}, t("lock"))) : null
  ].filter(Boolean));
}

async function otherLanguage() {
  root.lang = root.lang === "en" ? "zh-CN" : "en";
  await store.put("keys", "language", root.lang);
  await speak(root.lang === "en" ? "en" : "zh");
  await render();
}

// ---- closed, erased, not begun ----

function field(id, label, hint) {
  return h("div", { class: "field" }, h("label", { for: id }, label), hint ? h("span", { class: "hint", id: id + "-hint" }, hint) : null,
    h("input", { id, name: id, type: "password", inputmode: "numeric", autocomplete: "off", maxlength: 32, "aria-describedby": hint ? id + "-hint" : null }));
}

function told(form, text) {
  let box = form.querySelector(".mistakes");
  if (!box) {
    box = h("div", { class: "mistakes", role: "alert", tabindex: "-1" });
    form.prepend(box);
  }
  box.replaceChildren(h("p", {}, text));
  box.focus();
}

function once(work) {
  let busy = false;
  return async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    try {
      await work(event);
    } finally {
      busy = false;
    }
  };
}

async function showErased(why) {
  vault.lock();
  lines.forget();
  reach.forget();
  lines.mark();
  frame();
  show([
    h("h1", {}, t("erased.title")),
    h("p", { class: "lead", id: "erased" }, t("erased." + why)),
    h("p", {}, t("erased.next")),
    h("p", { class: "row" }, h("button", { class: "button", type: "button", onclick: () => render() }, t("start")))
  ]);
}

async function eraseAll(why) {
  await store.erase();
  await showErased(why);
}

async function showLocked() {
  const ways = await vault.ways();
  const form = h("form", { class: "stack", autocomplete: "off", id: "unlock" });
  if (ways.pin) form.append(field("pin", t("pin")), h("p", { class: "row" }, h("button", { class: "button" }, t("pin.open"))));
  form.addEventListener("submit", once(async () => {
    try {
      await vault.openWithPin(form.elements.pin.value);
      await opened();
    } catch (why) {
      if (why instanceof vault.Erased) await showErased("tries");
      else if (why instanceof vault.Wrong) {
        form.elements.pin.value = "";
        told(form, t("pin.wrong", why.left));
      } else throw why;
    }
  }));
  const byPasskey = h("button", { class: ways.pin ? "button quiet" : "button", type: "button", id: "by-passkey", onclick: once(async () => {
    try {
      await vault.openWithPasskey();
    } catch (why) {
      told(form, t("passkey.failed"));
      return;
    }
    await opened();
  }) }, t("passkey.open"));
  show([
    h("h1", {}, t("locked.title")),
    h("p", { class: "lead" }, t("locked.lead")),
    form,
    ways.passkey && vault.hasPasskeys() ? h("p", { class: "row" }, byPasskey) : null
  ]);
}

function signInFirst() {
  return [
    h("h1", {}, t("sign-in.title")),
    h("p", { class: "lead" }, t("sign-in.lead")),
    h("p", { class: "row" }, link("/access", t("sign-in"), { class: "button" }))
  ];
}

async function showSetup() {
  try {
    await reach.who();
  } catch (why) {
    if (why instanceof reach.SignIn) return show(signInFirst());
    return show([h("h1", {}, t("setup.title")), notice(t("offline"))]);
  }
  const form = h("form", { class: "stack", autocomplete: "off", id: "setup" },
    field("pin", t("setup.pin"), t("setup.pin.hint")), field("again", t("setup.again")),
    h("p", { class: "row" }, h("button", { class: "button" }, t("setup.use-pin"))));
  const begun = async (begin) => {
    try {
      if (!(await begin())) return false;
      await reach.begin();
      if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
    } catch (why) {
      vault.lock();
      await store.erase();
      if (why instanceof reach.SignIn) show(signInFirst());
      else told(form, why instanceof reach.Refused ? why.text : t(why instanceof store.Full ? "full" : "offline"));
      return true;
    }
    await opened();
    return true;
  };
  form.addEventListener("submit", once(async () => {
    const pin = form.elements.pin.value;
    if (vault.isShort(pin)) return told(form, t("setup.short"));
    if (vault.isEasy(pin)) return told(form, t("setup.easy"));
    if (pin !== form.elements.again.value) return told(form, t("setup.differ"));
    return begun(async () => {
      await vault.beginWithPin(pin);
      return true;
    });
  }));
  const byPasskey = h("button", { class: "button quiet", type: "button", id: "use-passkey", onclick: once(async () => {
    const able = await begun(() => vault.beginWithPasskey(t("title")).catch(() => false));
    if (!able) told(form, t("setup.passkey-failed"));
  }) }, t("setup.use-passkey"));
  return show([
    h("h1", {}, t("setup.title")),
    h("p", { class: "lead" }, t("setup.lead")),
    form,
    vault.hasPasskeys() ? h("p", { class: "row" }, byPasskey) : notice(t("setup.no-passkey")),
    h("p", {}, h("small", {}, t("setup.warning")))
  ]);
}

// ---- open ----

async function opened() {
  await lines.read();
  await reach.read();
  lines.mark();
  await render();
  await handIn();
}

async function lock() {
  vault.lock();
  lines.forget();
  reach.forget();
  trouble = null;
  await render();
}

// What hinders is said on the page, until it is gone.
async function handIn() {
  if (!vault.isOpen()) return;
  const before = trouble;
  try {
    await reach.handIn((done, of) => {
      const button = document.getElementById("hand-in");
      if (button) button.textContent = t("handing-in") + " " + done + "/" + of;
    });
    trouble = null;
  } catch (why) {
    if (why instanceof reach.Revoked) return eraseAll("revoked");
    if (why instanceof reach.SignIn) trouble = "sign-in.again";
    else if (why instanceof reach.Other) trouble = "other";
    else if (why instanceof store.Full) trouble = "almost-full";
    else trouble = navigator.onLine === false ? "offline" : "cut";
  }
  // A form in which somebody writes is left alone.
  const writing = place.querySelector("form#visit, form#need, form#correct");
  if (vault.isOpen() && !writing) await render();
  else if (before !== trouble) frame();
}

function troubleShown() {
  if (!trouble) return null;
  const shown = notice(t(trouble));
  shown.id = "trouble";
  if (trouble === "sign-in.again" || trouble === "other") shown.append(" ", link("/access", t("sign-in")));
  return shown;
}

function go(hash) {
  if (location.hash === hash || (hash === "#/" && location.hash === "")) render();
  else location.hash = hash;
  // Handed in at once where there is signal; without, nobody waits.
  if (navigator.onLine !== false) handIn();
}

async function render() {
  if (!(await store.get("keys", "device")) || !(await hasKey())) {
    frame();
    return showSetup();
  }
  frame();
  if (!vault.isOpen()) return showLocked();
  const [, screen, id] = location.hash.split("/");
  const of = id === undefined ? "" : decodeURIComponent(id);
  let elements;
  switch (screen) {
    case "households": elements = await screens.households(); break;
    case "household": elements = await screens.household(of); break;
    case "visit": elements = await screens.visit(of, go); break;
    case "need": elements = await screens.need(of, go); break;
    case "correct": elements = await screens.correct(of, go); break;
    case "offers": elements = await screens.offers(go); break;
    case "log": elements = await screens.log(go, () => handIn()); break;
    default: elements = await screens.today();
  }
  const shown = elements.filter(Boolean);
  const hindered = troubleShown();
  if (hindered) shown.splice(1, 0, hindered);
  return show(shown, true);
}

async function hasKey() {
  const ways = await vault.ways();
  return ways.pin || ways.passkey;
}

// ---- the page's life ----

async function back() {
  if (!(await reach.mayKeep())) return eraseAll("revoked");
  return handIn();
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) hiddenSince = Date.now();
  else if (hiddenSince && Date.now() - hiddenSince >= LOCK_AFTER) lock();
  else if (vault.isOpen()) handIn();
});

async function start() {
  const lacks = await missing();
  if (lacks) {
    plain.querySelector("[data-missing=" + lacks + "]").hidden = false;
    root.dataset.pocket = "plain";
    return;
  }
  const language = await store.get("keys", "language");
  if (language) root.lang = language;
  try {
    await speak(root.lang === "en" ? "en" : "zh");
  } catch (away) {
    // The worker has not kept the texts yet, and there is no network: the plain links stay.
    root.dataset.pocket = "plain";
    return;
  }
  addEventListener("hashchange", () => render());
  addEventListener("online", () => back());
  await reach.age();
  if (!(await reach.mayKeep())) await eraseAll("revoked");
  else await render();
  // Somebody may have taken the phone away while the page stood hidden.
  setInterval(() => {
    if (document.hidden && hiddenSince && Date.now() - hiddenSince >= LOCK_AFTER && vault.isOpen()) lock();
  }, 30000);
  root.dataset.pocket = "ready";
}

start();
