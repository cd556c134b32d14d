// What rests on the phone: three stores of one database. Words are in none of them but closed (vault.js).
//   keys     what opens, what counts wrong tries, what this phone is called; no words
//   log      append-only: a line that she made, or the answer to one
//   carried  lists from the program, what she is typing
const NAME = "pocket";
const STORES = ["keys", "log", "carried"];

let opened = null;

export class Full extends Error {}

function open() {
  if (opened) return opened;
  opened = new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("keys");
      asked.result.createObjectStore("log", { autoIncrement: true });
      asked.result.createObjectStore("carried");
    };
    asked.onsuccess = () => {
      const db = asked.result;
      const shut = () => {
        opened = null;
      };
      db.onclose = shut;
      db.onversionchange = () => {
        db.close();
        shut();
      };
      done(db);
    };
    asked.onerror = () => fail(asked.error);
    asked.onblocked = () => fail(new Error("blocked"));
  });
  opened.catch(() => {
    opened = null;
  });
  return opened;
}

// Does work within one transaction; what it returns is told once everything is on the disk, or nothing is.
async function within(stores, mode, work) {
  const db = await open();
  return new Promise((done, fail) => {
    let result;
    const all = db.transaction(stores, mode, { durability: "strict" });
    const failed = () => {
      const why = all.error;
      fail(why && why.name === "QuotaExceededError" ? new Full() : why || new Error("aborted"));
    };
    all.oncomplete = () => done(result);
    all.onabort = failed;
    all.onerror = failed;
    work(all, (value) => {
      result = value;
    });
  });
}

export function ready() {
  return open();
}

export function get(store, key) {
  return within([store], "readonly", (all, tell) => {
    const asked = all.objectStore(store).get(key);
    asked.onsuccess = () => tell(asked.result);
  });
}

export function values(store) {
  return within([store], "readonly", (all, tell) => {
    const asked = all.objectStore(store).getAll();
    asked.onsuccess = () => tell(asked.result);
  });
}

export function keys(store) {
  return within([store], "readonly", (all, tell) => {
    const asked = all.objectStore(store).getAllKeys();
    asked.onsuccess = () => tell(asked.result);
  });
}

export function put(store, key, value) {
  return within([store], "readwrite", (all) => {
    all.objectStore(store).put(value, key);
  });
}

export function remove(store, these) {
  return within([store], "readwrite", (all) => {
    these.forEach((key) => all.objectStore(store).delete(key));
  });
}

// Changes one value by what it was, whatever another tab does at the same moment.
export function change(store, key, by) {
  return within([store], "readwrite", (all, tell) => {
    const asked = all.objectStore(store).get(key);
    asked.onsuccess = () => {
      const next = by(asked.result);
      all.objectStore(store).put(next, key);
      tell(next);
    };
  });
}

// Adds to the log, and takes away what was being typed, both or neither.
export function append(records, typed) {
  return within(["log", "carried"], "readwrite", (all) => {
    records.forEach((record) => all.objectStore("log").add(record));
    if (typed) all.objectStore("carried").delete(typed);
  });
}

// The log as it stands, with the places of its records.
export function log() {
  return within(["log"], "readonly", (all, tell) => {
    const read = [];
    all.objectStore("log").openCursor().onsuccess = (event) => {
      const at = event.target.result;
      if (!at) return tell(read);
      read.push({ at: at.key, record: at.value });
      return at.continue();
    };
  });
}

// Everything, at once: emptied first, since another tab may hold the database open.
export async function erase() {
  await within(STORES, "readwrite", (all) => {
    STORES.forEach((store) => all.objectStore(store).clear());
  });
  const db = await open();
  db.close();
  opened = null;
  await new Promise((done) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onerror = asked.onblocked = done;
  });
}
