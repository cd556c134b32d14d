// What closes and opens. One data key (AES-256-GCM) closes every value; it rests on the phone only closed itself: by a
// PIN, slowed down and bound to a key of this browser that no script can read, or by a passkey's own secret (PRF).
import * as store from "./store.js";

export const MOST_TRIES = 10;
const SHORTEST = 6;
const ROUNDS = 600000;
const subtle = globalThis.crypto && crypto.subtle;

let key = null;

export class Erased extends Error {}

export class Wrong extends Error {
  constructor(left) {
    super("wrong");
    this.left = left;
  }
}

const utf8 = (text) => new TextEncoder().encode(text);
const random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));

export function isOpen() {
  return key !== null;
}

export function lock() {
  key = null;
}

// ---- values ----

// The name is bound to the value: what is closed under one name does not open under another.
export async function close(name, value) {
  const iv = random(12);
  const data = await subtle.encrypt({ name: "AES-GCM", iv, additionalData: utf8(name) }, key, utf8(JSON.stringify(value)));
  return { iv, data };
}

export async function open(name, closed) {
  const plain = await subtle.decrypt({ name: "AES-GCM", iv: closed.iv, additionalData: utf8(name) }, key, closed.data);
  return JSON.parse(new TextDecoder().decode(plain));
}

// ---- the PIN ----

export function isShort(pin) {
  return !/^\d+$/.test(pin) || pin.length < SHORTEST;
}

// Digits in a row, the same ones again, and what everybody takes.
export function isEasy(pin) {
  const steps = [...pin].slice(1).map((digit, at) => (10 + Number(digit) - Number(pin[at])) % 10);
  const inARow = steps.every((step) => step === steps[0]);
  const repeats = [1, 2, 3].some((size) => [...pin].every((digit, at) => digit === pin[at % size]));
  const folded = pin === [...pin].reverse().join("") && new Set(pin).size < 4;
  const known = ["112233", "147258", "147852", "159357", "159753", "258369", "741852", "789456", "456789", "963852",
    "112358", "314159", "131452", "520131", "5201314", "1314520", "201314", "110120", "100200", "102030", "123654",
    "123789", "142536", "987456", "111222", "123321", "112211", "100000", "123450", "121314", "010203"];
  return inARow || repeats || folded || known.includes(pin);
}

async function slowed(pin, salt, rounds) {
  const typed = await subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveBits"]);
  const slow = await subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, typed, 256);
  const bound = await subtle.sign("HMAC", await store.get("keys", "binding"), slow);
  return subtle.importKey("raw", bound, "AES-GCM", false, ["encrypt", "decrypt"]);
}

// ---- the passkey ----


export function hasPasskeys() {
  return typeof PublicKeyCredential === "function" && !!navigator.credentials;
}

async function asked(id, salt) {
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge: random(32),
      rpId: location.hostname,
      allowCredentials: [{ type: "public-key", id }],
      userVerification: "required",
      timeout: 120000,
      extensions: { prf: { eval: { first: salt } } }
    }
  });
  return secret(credential);
}

function secret(credential) {
  const said = credential.getClientExtensionResults().prf;
  return said && said.results && said.results.first ? said.results.first : null;
}

async function fromPasskey(prf, salt) {
  const base = await subtle.importKey("raw", prf, "HKDF", false, ["deriveKey"]);
  return subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info: utf8("niangjia pocket") }, base,
    { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

// A key of its own for this purpose: the program never learns of it, and nobody signs in with it.
async function made(name, salt) {
  const credential = await navigator.credentials.create({
    publicKey: {
      challenge: random(32),
      rp: { id: location.hostname, name },
      user: { id: random(16), name, displayName: name },
      pubKeyCredParams: [-7, -257].map((alg) => ({ type: "public-key", alg })),
      authenticatorSelection: { residentKey: "discouraged", userVerification: "required" },
      attestation: "none",
      timeout: 120000,
      extensions: { prf: { eval: { first: salt } } }
    }
  });
  const said = credential.getClientExtensionResults().prf;
  if (!said || said.enabled === false) return null;
  const id = new Uint8Array(credential.rawId);
  const prf = secret(credential) || (await asked(id, salt));
  return prf ? { id, prf } : null;
}

// ---- put into use, opened ----

async function wrapped(wrapping, raw) {
  const iv = random(12);
  return { iv, data: await subtle.encrypt({ name: "AES-GCM", iv, additionalData: utf8("data key") }, wrapping, raw) };
}

async function unwrapped(wrapping, closed) {
  return subtle.decrypt({ name: "AES-GCM", iv: closed.iv, additionalData: utf8("data key") }, wrapping, closed.data);
}

async function take(raw) {
  key = await subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  new Uint8Array(raw).fill(0);
}

export async function ways() {
  return { pin: !!(await store.get("keys", "pin")), passkey: !!(await store.get("keys", "passkey")) };
}

export async function beginWithPin(pin) {
  const raw = random(32);
  const salt = random(16);
  const binding = await subtle.generateKey({ name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]);
  await store.put("keys", "binding", binding);
  await store.put("keys", "pin", { salt, rounds: ROUNDS, closed: await wrapped(await slowed(pin, salt, ROUNDS), raw) });
  await store.put("keys", "tries", 0);
  await take(raw);
}

// Whether this phone can: else nothing was put into use.
export async function beginWithPasskey(name) {
  const salt = random(32);
  const own = await made(name, salt);
  if (!own) return false;
  const raw = random(32);
  const closed = await wrapped(await fromPasskey(own.prf, salt), raw);
  await store.put("keys", "passkey", { id: own.id, salt, closed });
  await take(raw);
  return true;
}

// The try is counted on the disk before it is made, so that switching off gives none back.
export async function openWithPin(pin) {
  const tries = await store.change("keys", "tries", (before) => (before || 0) + 1);
  if (tries > MOST_TRIES) {
    await store.erase();
    throw new Erased();
  }
  const pinned = await store.get("keys", "pin");
  let raw;
  try {
    raw = await unwrapped(await slowed(pin, pinned.salt, pinned.rounds), pinned.closed);
  } catch (wrong) {
    if (tries >= MOST_TRIES) {
      await store.erase();
      throw new Erased();
    }
    throw new Wrong(MOST_TRIES - tries);
  }
  await store.put("keys", "tries", 0);
  await take(raw);
}

export async function openWithPasskey() {
  const own = await store.get("keys", "passkey");
  const prf = await asked(own.id, own.salt);
  if (!prf) throw new Error("no prf");
  await take(await unwrapped(await fromPasskey(prf, own.salt), own.closed));
}
