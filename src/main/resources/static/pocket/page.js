// Words and elements: every text comes from the program's bundles, and no markup is ever made of text.
let texts = {};

export async function speak(language) {
  const answer = await fetch("/pocket/texts/" + language + ".json");
  texts = await answer.json();
}

export function t(key, ...details) {
  const text = texts[key];
  if (text === undefined) return key;
  return text.replace(/\{(\d)\}/g, (whole, at) => String(details[at]));
}

export function has(key) {
  return texts[key] !== undefined;
}

// h("p", { class: "lead", onclick: f }, "text", element, null)
export function h(name, given, ...children) {
  const element = document.createElement(name);
  Object.entries(given || {}).forEach(([key, value]) => {
    if (value === null || value === undefined || value === false) return;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  });
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function link(to, text, given) {
  return h("a", { href: to, ...given }, text);
}

export function empty(what) {
  return h("div", { class: "empty" }, h("p", {}, h("strong", {}, t(what))), h("p", {}, t(what + ".next")));
}

export function notice(text, good) {
  return h("p", { class: good ? "notice ok" : "notice", role: "status" }, text);
}

// A day of the calendar at home, as "2026-05-21".
export function day(moment) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit" }).format(moment);
}

export function later(days) {
  return day(new Date(Date.now() + days * 86400000));
}

export function shownDay(iso) {
  const at = new Date(iso.length === 10 ? iso + "T00:00:00+08:00" : iso);
  if (Number.isNaN(at.getTime())) return iso;
  return at.toLocaleDateString(document.documentElement.lang, { timeZone: "Asia/Shanghai", month: "short", day: "numeric" });
}
