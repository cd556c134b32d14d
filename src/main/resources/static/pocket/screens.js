// What stands on the phone's screens, made from what it carries. Each screen is a function that gives its elements.
import { h, t, has, link, empty, notice, day, later, shownDay } from "./page.js";
import * as store from "./store.js";
import * as lines from "./lines.js";
import * as reach from "./reach.js";

const HOMES = "contact.households";
const VISITS = "contact.visits";
const OFFERS = "duties.offers";
const CLAIMS = "duties.claims";
const NEEDS = ["work", "produce", "training", "family", "children", "grant", "rights", "counselling", "other"];
const AGAIN_IN_DAYS = 30;
const SOON_DAYS = 7;
// As the program takes them: what is longer would come back refused, when nobody remembers.
const LONGEST = 300;
const LONGEST_WHY = 500;
const COLOURS = { accepted: "bamboo", merged: "bamboo", "in-conflict": "red", refused: "red", waits: "wheat" };

// What the next screen says first, once.
let said = null;

export function say(text, good) {
  said = { text, good };
}

function whatWasSaid() {
  const line = said;
  said = null;
  return line ? notice(line.text, line.good) : null;
}

function home(id) {
  return reach.list(HOMES).find((row) => String(row.id) === id);
}

// ---- what is due ----

// Her own last visit counts from the moment it is written, handed in or not.
function times(row) {
  const visits = lines.of(String(row.id)).filter((line) => line.kind === "contact.visit");
  const mine = visits[visits.length - 1];
  const last = [row.last, mine && day(new Date(mine.madeAt))].filter(Boolean).sort().pop();
  const next = mine && (!row.last || day(new Date(mine.madeAt)) >= String(row.last).slice(0, 10)) ? mine.words.next : row.next;
  return { last, next };
}

function overdue(next) {
  return Math.round((Date.parse(day(new Date())) - Date.parse(next)) / 86400000);
}

function card(row) {
  const { last, next } = times(row);
  const late = next ? overdue(next) : 0;
  return h("li", {},
    h("a", { class: "card", href: "#/visit/" + encodeURIComponent(row.id), "data-home": String(row.id) },
      h("h3", {}, row.name || "", row.place ? h("small", {}, " " + row.place) : null),
      h("p", { class: "between" },
        h("span", {}, last ? t("last", shownDay(last)) : t("never")),
        next ? h("span", { class: late > 0 ? "bad" : null }, late > 0 ? t("overdue", late) : t("next", shownDay(next))) : null)));
}

function waitingLine() {
  const count = lines.waiting().length;
  if (lines.list().length === 0) return null;
  return h("p", {}, link("#/log", count > 0 ? t("waiting", count) : t("all-handed-in"), { id: "waiting", "data-waiting": String(count) }));
}

async function warnings() {
  const found = [];
  if (await reach.aged()) found.push(notice(t("aged")));
  const me = reach.seat();
  if (me && !me.seated) found.push(notice(t("no-seat")));
  if (navigator.storage && navigator.storage.estimate) {
    const { quota, usage } = await navigator.storage.estimate();
    if (quota && quota - usage < 2 * 1024 * 1024) found.push(notice(t("almost-full")));
  }
  return found;
}

export async function today() {
  const soon = later(SOON_DAYS);
  const due = reach.list(HOMES)
    .map((row) => ({ row, next: times(row).next || "" }))
    .filter(({ next }) => next <= soon)
    .sort((a, b) => (a.next < b.next ? -1 : 1))
    .slice(0, 20);
  const claims = reach.list(CLAIMS);
  return [
    h("h1", {}, t("today")),
    whatWasSaid(),
    ...(await warnings()),
    waitingLine(),
    h("div", { class: "head" }, h("h2", {}, t("due")), link("#/households", t("households"))),
    due.length > 0 ? h("ul", { class: "stack" }, due.map(({ row }) => card(row))) : empty("due.none"),
    claims.length > 0 ? h("div", { class: "head" }, h("h2", {}, t("claims"))) : null,
    claims.length > 0 ? h("ul", { class: "stack" }, claims.map(work)) : null
  ];
}

// ---- homes ----

export async function households() {
  const rows = reach.list(HOMES);
  if (rows.length === 0) return [h("h1", {}, t("households")), ...(await warnings()), empty("households.none")];
  const shown = h("ul", { class: "stack", id: "homes" }, rows.map(card));
  const find = (event) => {
    const typed = event.target.value.trim();
    shown.replaceChildren(...rows.filter((row) => ((row.name || "") + (row.place || "")).includes(typed)).map(card));
  };
  return [
    h("h1", {}, t("households")),
    whatWasSaid(),
    h("div", { class: "field" }, h("label", { for: "find" }, t("find")), h("input", { id: "find", autocomplete: "off", oninput: find })),
    shown
  ];
}

// What was told there: the visits that she carries, and hers that are not among them yet.
function told(id) {
  const carried = reach.list(VISITS).filter((visit) => visit.pairing === id);
  const known = new Set(carried.map((visit) => visit.id));
  return { carried, mine: lines.of(id).filter((line) => !known.has(line.id)).reverse().slice(0, 20) };
}

// A visit of hers by its number, as it stands now: carried along, or only here.
function made(id) {
  const carried = reach.list(VISITS).find((visit) => visit.id === id && visit.mine);
  if (carried) return carried;
  const line = lines.list().find((one) => one.id === id && one.kind === "contact.visit");
  return line ? { id, pairing: line.words.pairing, at: line.madeAt, found: line.words.found === "no" ? "NOBODY" : "SAW", words: line.words.words || "", version: 1, mine: true } : null;
}

function putRight(id) {
  return h("p", {}, link("#/correct/" + encodeURIComponent(id), t("correct")));
}

function visitCard(visit) {
  return h("li", { class: "card", "data-visit": visit.id },
    h("p", { class: "between" }, h("strong", {}, t("was." + visit.found)), h("small", {}, shownDay(visit.at))),
    visit.words ? h("p", {}, h("q", {}, visit.words)) : null,
    visit.mine ? putRight(visit.id) : null);
}

function history(row) {
  const { carried, mine } = told(String(row.id));
  if (carried.length + mine.length === 0) return [];
  return [
    h("h2", {}, t("told")),
    h("ul", { class: "stack" }, mine.map(lineCard), carried.map(visitCard))
  ];
}

export async function household(id) {
  const row = home(id);
  if (!row) return [h("h1", {}, t("gone")), link("#/households", t("back"))];
  return [
    h("h1", {}, row.name || ""),
    row.place ? h("p", { class: "lead" }, row.place) : null,
    whatWasSaid(),
    h("p", { class: "row" }, link("#/visit/" + encodeURIComponent(id), t("visit"), { class: "button" }),
      link("#/need/" + encodeURIComponent(id), t("need"), { class: "button quiet" })),
    ...history(row)
  ];
}

// ---- forms ----

function radio(name, value, text, chosen) {
  const id = name + "-" + value;
  return h("span", {}, h("input", { type: "radio", id, name, value, checked: chosen }), h("label", { class: "chip", for: id }, text));
}

function fields(form) {
  const data = new FormData(form);
  const read = {};
  for (const name of new Set(data.keys())) read[name] = data.getAll(name).join(" ");
  return read;
}

// Keeps what is typed while it is typed; what cannot be kept is said, and stays on the page.
function keeping(form, name) {
  let soon = 0;
  let keeping = Promise.resolve();
  const keep = () => {
    clearTimeout(soon);
    soon = 0;
    keeping = lines.keepTyped(name, fields(form)).catch((why) => failed(form, why));
  };
  form.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(keep, 250);
  });
  const leaving = () => {
    if (!form.isConnected) document.removeEventListener("visibilitychange", leaving);
    else if (document.hidden && soon) keep();
  };
  document.addEventListener("visibilitychange", leaving);
  return () => {
    clearTimeout(soon);
    return keeping;
  };
}

function mistake(form, text) {
  let shown = form.querySelector(".mistakes");
  if (!shown) {
    shown = h("div", { class: "mistakes", role: "alert", tabindex: "-1" });
    form.prepend(shown);
  }
  shown.replaceChildren(h("p", {}, text));
  shown.focus();
}

function failed(form, why) {
  mistake(form, t(why instanceof store.Full ? "full" : "not-kept"));
}

// One tap, one line: it is kept on the disk before anything says so, and until then the form stays as it is.
function keeps(form, name, kind, wordsOf, next) {
  const calm = keeping(form, name);
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    const words = wordsOf(fields(form));
    if (typeof words === "string") {
      mistake(form, words);
      return;
    }
    busy = true;
    await calm();
    try {
      await lines.make(kind, reach.seat().seat, words, "typed " + name);
      next();
    } catch (why) {
      failed(form, why);
    } finally {
      busy = false;
    }
  });
  return form;
}

function sentence(label, hint, typed) {
  return h("div", { class: "field" }, h("label", { for: "words" }, label),
    hint ? h("span", { class: "hint", id: "words-hint" }, hint) : null,
    h("textarea", { id: "words", name: "words", maxlength: LONGEST, autocomplete: "off", "aria-describedby": hint ? "words-hint" : null }, typed || ""));
}

function filled(words) {
  return Object.fromEntries(Object.entries(words).filter(([, word]) => word));
}

export async function visit(id, go) {
  const row = home(id);
  const name = "visit/" + id;
  const typed = (await lines.typed(name)) || {};
  const proposed = later(Number(row && row.every) || AGAIN_IN_DAYS);
  const form = h("form", { class: "stack", autocomplete: "off", id: "visit" },
    h("fieldset", { class: "field" }, h("legend", {}, t("found")),
      h("div", { class: "chips" }, radio("found", "yes", t("found.yes"), typed.found !== "no"), radio("found", "no", t("found.no"), typed.found === "no"))),
    sentence(t("words"), t("words.hint"), typed.words),
    h("fieldset", { class: "field" }, h("legend", {}, t("needs")),
      h("div", { class: "chips" }, radio("need", "", t("need.none"), !typed.need),
        NEEDS.map((need) => radio("need", need, t("need." + need), typed.need === need)))),
    h("label", { class: "option", for: "agrees" },
      h("input", { type: "checkbox", id: "agrees", name: "agrees", value: "yes", checked: typed.agrees === "yes" }), t("need.agrees")),
    h("div", { class: "field" }, h("label", { for: "next" }, t("next-on")),
      h("input", { id: "next", name: "next", type: "date", value: typed.next || proposed })),
    h("p", { class: "row" }, h("button", { class: "button" }, t("save"))));
  keeps(form, name, "contact.visit",
    (read) => {
      const words = (read.words || "").trim();
      const met = read.found !== "no";
      if (met && read.agrees && !read.need) return t("need.which");
      if (met && read.agrees && !words) return t("words.missing");
      return filled({ pairing: id, found: read.found, words, need: met && read.need, agrees: met && read.agrees, next: read.next });
    },
    () => {
      say(t("saved", row ? row.name : ""), true);
      go("#/");
    });
  return [
    h("h1", {}, row ? row.name : t("gone")),
    row && row.place ? h("p", { class: "lead" }, row.place) : null,
    form,
    h("p", {}, link("#/need/" + encodeURIComponent(id), t("need"))),
    ...(row ? history(row) : [])
  ];
}

export async function need(id, go) {
  const row = home(id);
  const name = "need/" + id;
  const typed = (await lines.typed(name)) || {};
  const form = h("form", { class: "stack", autocomplete: "off", id: "need" },
    sentence(t("need.words"), t("words.hint"), typed.words),
    h("label", { class: "option" }, h("input", { type: "checkbox", name: "consent", value: "yes", checked: typed.consent === "yes" }), t("need.consent")),
    h("p", { class: "row" }, h("button", { class: "button" }, t("need.save"))));
  keeps(form, name, "contact.need",
    (read) => {
      const words = (read.words || "").trim();
      if (!words) return t("words.missing");
      if (read.consent !== "yes") return t("need.consent.missing");
      return { pairing: id, words, consent: "yes" };
    },
    () => {
      say(t("saved", row ? row.name : ""), true);
      go("#/");
    });
  return [h("h1", {}, row ? row.name : t("gone")), form, h("p", {}, link("#/household/" + encodeURIComponent(id), t("back")))];
}

export async function correct(id, go) {
  const visit = made(id);
  if (!visit) return [h("h1", {}, t("gone.visit")), link("#/households", t("back"))];
  const row = home(visit.pairing);
  const name = "correct/" + id;
  const typed = (await lines.typed(name)) || { found: visit.found === "NOBODY" ? "no" : "yes", words: visit.words };
  const form = h("form", { class: "stack", autocomplete: "off", id: "correct" },
    h("fieldset", { class: "field" }, h("legend", {}, t("found")),
      h("div", { class: "chips" }, radio("found", "yes", t("found.yes"), typed.found !== "no"), radio("found", "no", t("found.no"), typed.found === "no"))),
    sentence(t("words"), t("words.hint"), typed.words),
    h("p", { class: "row" }, h("button", { class: "button" }, t("correct.save"))));
  keeps(form, name, "contact.correct",
    // Who called her and does not say otherwise has still called her.
    (read) => filled({
      pairing: visit.pairing, visit: id, version: String(visit.version), words: (read.words || "").trim(),
      found: read.found === "no" ? "NOBODY" : visit.found === "NOBODY" ? "SAW" : visit.found
    }),
    () => {
      say(t("saved", row ? row.name : ""), true);
      go("#/household/" + encodeURIComponent(visit.pairing));
    });
  return [
    h("h1", {}, t("correct"), row ? h("small", {}, " " + row.name) : null),
    h("p", { class: "lead" }, t("correct.lead", shownDay(visit.at))),
    form,
    h("p", {}, link("#/household/" + encodeURIComponent(visit.pairing), t("back")))
  ];
}

// ---- work that is offered ----

function work(row) {
  return h("li", { class: "card" }, h("h3", {}, row.what || ""),
    h("p", { class: "between" }, h("span", {}, row.place || ""), row.until ? h("span", {}, t("until", shownDay(String(row.until)))) : null));
}

export async function offers(go) {
  const answered = new Set(lines.list().filter((line) => line.words.offer).map((line) => line.words.offer));
  const rows = reach.list(OFFERS).filter((row) => !answered.has(String(row.id)));
  const cards = rows.map((row) => {
    const id = String(row.id);
    const form = h("form", { autocomplete: "off" }, h("p", { class: "row" },
      h("button", { class: "button quiet", "aria-label": t("claim") + " " + (row.what || "") }, t("claim"))));
    keeps(form, "claim/" + id, "duties.claim", () => ({ offer: id }), () => {
      say(t("saved.said"), true);
      go("#/offers");
    });
    const decline = h("form", { class: "stack", autocomplete: "off" },
      h("div", { class: "field" }, h("label", { for: "why-" + id }, t("decline.words")),
        h("input", { id: "why-" + id, name: "words", maxlength: LONGEST_WHY, autocomplete: "off" })),
      h("p", { class: "row" }, h("button", { class: "button plain" }, t("decline.send"))));
    keeps(decline, "decline/" + id, "duties.decline", (read) => filled({ offer: id, words: (read.words || "").trim() }), () => {
      say(t("saved.said"), true);
      go("#/offers");
    });
    const item = work(row);
    item.append(form, h("details", {}, h("summary", {}, t("decline")), decline));
    return item;
  });
  return [h("h1", {}, t("offers")), whatWasSaid(), cards.length > 0 ? h("ul", { class: "stack" }, cards) : empty("offers.none")];
}

// ---- what she made ----

function kind(line) {
  return t(has("kind." + line.kind) ? "kind." + line.kind : "kind.other");
}

function lineCard(line) {
  const row = line.words.pairing ? home(line.words.pairing) : null;
  const answer = line.answer;
  return h("li", { class: "card", "data-line": line.id },
    h("p", {}, h("span", { class: "tag " + (answer ? COLOURS[answer.word] || "" : "wheat") }, answer ? t("answer." + answer.word) : t("here")),
      " ", h("strong", {}, kind(line) + (row ? " · " + row.name : ""))),
    line.words.words ? h("p", {}, h("q", {}, line.words.words)) : null,
    answer && answer.text ? h("p", {}, answer.text) : null,
    answer && answer.decides ? h("p", {}, link(answer.decides, t("decides"))) : null,
    line.kind === "contact.visit" && (!answer || answer.word === "accepted") ? putRight(line.id) : null,
    h("p", {}, h("small", {}, shownDay(line.madeAt))));
}

export async function log(go, handIn) {
  const made = lines.list();
  const open = lines.waiting().length;
  const counts = h("p", { id: "counts", "data-made": String(made.length), "data-handed-in": String(made.length - open), "data-waiting": String(open) },
    t("log.counts", made.length, made.length - open, open));
  return [
    h("h1", {}, t("log.title")),
    whatWasSaid(),
    made.length > 0 ? counts : empty("log.none"),
    h("p", { class: "row" }, h("button", { class: "button", type: "button", id: "hand-in", onclick: handIn }, t("hand-in"))),
    made.length > 0 ? h("ul", { class: "stack", id: "lines" }, made.slice().reverse().slice(0, 300).map(lineCard)) : null,
    h("p", {}, link("/pocket/handed-in", t("page"))),
    h("p", {}, link("/pocket/devices", t("devices"))),
    h("p", {}, link("/workbench", t("bench"))),
    h("form", { method: "post", action: "/access/sign-out" }, h("button", { class: "button plain" }, t("sign-out")))
  ];
}
