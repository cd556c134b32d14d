// What she did, line by line: written down first, handed in when there is signal, answered each by itself.
import * as store from "./store.js";
import * as vault from "./vault.js";

const KEPT_DAYS = 92;

// In the order in which they were made; each { id, kind, madeAt, seat, words, answer }.
let all = new Map();

// One after the other: a line that is made while the log is read is not forgotten by it.
let turn = Promise.resolve();

function alone(work) {
  const mine = turn.then(work);
  turn = mine.catch(() => {});
  return mine;
}

export function read() {
  return alone(readAll);
}

async function readAll() {
  const next = new Map();
  const places = new Map();
  for (const { at, record } of await store.log()) {
    const told = await vault.open(record.what + " " + record.id, record.closed);
    const place = places.get(record.id) || [];
    place.push(at);
    places.set(record.id, place);
    if (record.what === "line") next.set(record.id, { ...told, answer: null });
    else if (next.has(record.id)) next.get(record.id).answer = told;
  }
  const oldest = Date.now() - KEPT_DAYS * 86400000;
  const over = [...next.values()].filter((line) => isDone(line) && Date.parse(line.answer.at) < oldest);
  if (over.length > 0) {
    await store.remove("log", over.flatMap((line) => places.get(line.id)));
    over.forEach((line) => next.delete(line.id));
  }
  all = next;
}

export function forget() {
  all = new Map();
}

export function list() {
  return [...all.values()];
}

function isDone(line) {
  return line.answer !== null && line.answer.word !== "waits";
}

// Not answered yet, or waiting for somebody: those are asked about again.
export function open() {
  return list().filter((line) => !isDone(line));
}

export function waiting() {
  return list().filter((line) => line.answer === null);
}

export function of(pairing) {
  return list().filter((line) => line.words.pairing === pairing);
}

// Numbers that grow with time (UUIDv7): what lies beside each other was made together, and the program's tables find room
// for twenty lines in one place instead of twenty.
function number() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let rest = Date.now();
  for (let at = 5; at >= 0; at--) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export function make(kind, seat, words, typed) {
  const line = { id: number(), kind, madeAt: new Date().toISOString(), seat, words };
  return alone(async () => {
    const closed = await vault.close("line " + line.id, line);
    await store.append([{ id: line.id, what: "line", closed }], typed);
    all.set(line.id, { ...line, answer: null });
    mark();
    return line;
  });
}

export function answered(answers) {
  return alone(() => keepAnswers(answers));
}

async function keepAnswers(answers) {
  const records = [];
  const news = answers.filter(({ id, word }) => {
    const line = all.get(id);
    return line && word !== "later" && !(line.answer && line.answer.word === word);
  });
  for (const { id, word, text, decides } of news) {
    const answer = { word, text, decides, at: new Date().toISOString() };
    records.push({ id, what: "answer", closed: await vault.close("answer " + id, answer) });
    all.get(id).answer = answer;
  }
  if (records.length > 0) await store.append(records);
  mark();
}

// So that signing out, on whatever page, asks first. How many is nobody's business.
export function mark() {
  const secure = location.protocol === "https:";
  const name = (secure ? "__Host-" : "") + "pocket";
  const age = waiting().length > 0 ? 31536000 : 0;
  document.cookie = name + "=waiting; Path=/; SameSite=Strict; Max-Age=" + age + (secure ? "; Secure" : "");
}

// ---- what she is typing ----

export async function keepTyped(form, fields) {
  await store.put("carried", "typed " + form, await vault.close("typed " + form, fields));
}

export async function typed(form) {
  const closed = await store.get("carried", "typed " + form);
  return closed ? vault.open("typed " + form, closed) : null;
}
