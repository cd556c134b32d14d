// Reaching the program: whether this phone may keep what it has, who is signed in, lines in and lists out.
import * as store from "./store.js";
import * as vault from "./vault.js";
import * as lines from "./lines.js";

const AT_ONCE = 20;
const TRIES = 6;

let lists = {};
let me = null;
let handing = null;
let again = false;

export class Cut extends Error {}
export class SignIn extends Error {}
export class Revoked extends Error {}
export class Other extends Error {}

export class Refused extends Error {
  constructor(text) {
    super("refused");
    this.text = text;
  }
}

async function ask(path, body, once) {
  let answer;
  try {
    answer = await fetch(path, {
      method: body === undefined ? "GET" : "POST",
      credentials: "same-origin",
      cache: "no-store",
      headers: {
        Accept: "application/json",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(once ? { "X-Once": once } : {})
      },
      body: body === undefined ? undefined : JSON.stringify(body)
    });
    if (answer.status === 401) throw new SignIn();
    const said = await answer.json();
    if (answer.ok) return said;
    if (said.word === "erase") throw new Revoked();
    if (said.word === "other") throw new Other();
    if (said.word === "unknown") return said;
    if (said.text) throw new Refused(said.text);
  } catch (known) {
    if ([SignIn, Revoked, Other, Refused].some((kind) => known instanceof kind)) throw known;
  }
  throw new Cut();
}

// Asked also while locked, and without anybody signed in.
export async function mayKeep() {
  const device = await store.get("keys", "device");
  if (!device) return true;
  try {
    const said = await ask("/pocket/standing", { secret: device.secret });
    return said.word !== "erase";
  } catch (away) {
    return true;
  }
}

export function who() {
  return ask("/pocket/me");
}

async function register(once) {
  const device = await ask("/pocket/devices/new", {}, once);
  await store.put("keys", "device", device);
  return device;
}

export async function begin() {
  const signedIn = await who();
  await register(signedIn.once);
}

// ---- lists ----

export function list(name) {
  return lists[name] || [];
}

export function names() {
  return Object.keys(lists);
}

export function seat() {
  return me;
}

export async function read() {
  lists = {};
  me = null;
  for (const name of await store.keys("carried")) {
    if (name.startsWith("list ")) lists[name.slice(5)] = await vault.open(name, await store.get("carried", name));
    if (name === "me") me = await vault.open(name, await store.get("carried", name));
  }
}

export function forget() {
  lists = {};
  me = null;
}

// Lists that had no contact for too long go, opened or not; what she made stays.
export async function age() {
  const until = await store.get("keys", "until");
  if (!until || Date.now() < until) return;
  const old = (await store.keys("carried")).filter((name) => name.startsWith("list "));
  await store.remove("carried", old);
  await store.put("keys", "aged", true);
  await store.remove("keys", ["until"]);
  lists = {};
}

export function aged() {
  return store.get("keys", "aged");
}

async function carry(said) {
  for (const name of (await store.keys("carried")).filter((n) => n.startsWith("list ") && !(n.slice(5) in said.lists))) {
    await store.remove("carried", [name]);
  }
  for (const [name, rows] of Object.entries(said.lists)) {
    await store.put("carried", "list " + name, await vault.close("list " + name, rows));
  }
  const next = { person: said.person, seat: said.seat, name: said.name, place: said.place };
  if (!next.seat && me) next.seat = me.seat;
  await store.put("carried", "me", await vault.close("me", { ...next, seated: !!said.seat }));
  // By the phone's own clock, which may be off: how long, not when.
  await store.put("keys", "until", Date.now() + (Date.parse(said.until) - Date.parse(said.now)));
  await store.remove("keys", ["aged"]);
  lists = said.lists;
  me = { ...next, seated: !!said.seat };
}

// ---- handing in ----

async function batch(device, once, some) {
  return ask(
    "/pocket/hand-in",
    {
      device: device.secret,
      clock: new Date().toISOString(),
      entries: some.map(({ id, kind, madeAt, seat, words }) => ({ id, kind, madeAt, seat, words }))
    },
    once
  );
}

async function patiently(work) {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (cut) {
      if (!(cut instanceof Cut) || tries === TRIES || navigator.onLine === false) throw cut;
      await new Promise((done) => setTimeout(done, 200 * tries * tries));
    }
  }
}

async function all(told) {
  const signedIn = await patiently(who);
  if (me && me.person && signedIn.person !== me.person) throw new Other();
  let device = await store.get("keys", "device");
  if (!device) device = await register(signedIn.once);
  let once = signedIn.once;
  const open = lines.open();
  let from = 0;
  let last = null;
  do {
    const some = open.slice(from, from + AT_ONCE);
    let said = await patiently(() => batch(device, once, some));
    if (said.word === "unknown") {
      // The program knows this phone no more: it was set back to an earlier day.
      device = await register(once);
      said = await patiently(() => batch(device, once, some));
      if (said.word === "unknown") throw new Cut();
    }
    await lines.answered(said.answers);
    once = said.once;
    last = said;
    from += AT_ONCE;
    if (told) told(Math.min(from, open.length), open.length);
  } while (from < open.length);
  await carry(last);
}

// One at a time on this phone; who asks meanwhile is told of its end, and what was made meanwhile goes along.
export function handIn(told) {
  if (handing) again = true;
  else {
    const work = async () => {
      do {
        again = false;
        await lines.read();
        await all(told);
      } while (again);
    };
    handing = (navigator.locks ? navigator.locks.request("pocket hand-in", work) : work()).finally(() => {
      handing = null;
    });
  }
  return handing;
}
