// What script adds to pages that already work without it: leaving at once, one history entry for her path, one tap one send.
(function () {
  "use strict";
  var doc = document;
  var root = doc.documentElement;

  function hers() {
    return doc.body && doc.body.hasAttribute("data-private");
  }

  function leave() {
    root.classList.add("gone");
    doc.title = "\u65e5\u5386";
    try {
      sessionStorage.clear();
      localStorage.clear();
    } catch (blocked) {
      // A browser without storage has nothing to clear.
    }
    location.replace("/leave");
  }

  // Escape twice within a second.
  var escaped = 0;
  addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    if (event.timeStamp - escaped < 1000 && escaped > 0) {
      event.preventDefault();
      leave();
    }
    escaped = event.timeStamp;
  });

  // Her pages come back from no cache: hidden when left, and gone when the browser brings them back whole.
  addEventListener("pagehide", function () {
    if (hers()) root.classList.add("gone");
  });
  addEventListener("pageshow", function (event) {
    if (event.persisted && hers()) location.replace("/");
  });

  function ours(url) {
    return url.origin === location.origin;
  }

  function isThisPage(url) {
    return ours(url) && url.pathname === location.pathname && url.search === location.search;
  }

  function go(to) {
    var url = new URL(to, location.href);
    if (url.hash && isThisPage(url)) {
      // A browser would only jump there and show the old page.
      history.replaceState(null, "", url.href);
      location.reload();
    } else {
      location.replace(url.href);
    }
  }

  function inOneEntry(element) {
    return hers() || element.closest("[data-one-entry]") !== null;
  }

  doc.addEventListener("click", function (event) {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    var link = event.target.closest("a[href]");
    if (!link) return;
    if (link.classList.contains("leave")) {
      event.preventDefault();
      leave();
      return;
    }
    if (link.target || link.hasAttribute("download") || !/^https?:$/.test(link.protocol) || !inOneEntry(link)) return;
    event.preventDefault();
    var url = new URL(link.href);
    if (url.hash && isThisPage(url)) {
      // A jump within the page would be an entry too.
      var target = doc.getElementById(decodeURIComponent(url.hash.slice(1)));
      if (target) {
        if (!target.matches("a,button,input,select,textarea,[tabindex]")) target.tabIndex = -1;
        target.focus();
        target.scrollIntoView();
      }
      return;
    }
    location.replace(url.href);
  });

  function say(lines) {
    var box = doc.getElementById("said");
    if (!box) {
      box = doc.createElement("div");
      box.id = "said";
      box.className = "mistakes";
      box.setAttribute("role", "alert");
      doc.getElementById("main").prepend(box);
    }
    box.replaceChildren();
    lines.forEach(function (line) {
      box.appendChild(doc.createElement("p")).textContent = line;
    });
    box.scrollIntoView({ block: "center" });
  }

  function offline() {
    say([doc.body.getAttribute("data-offline") || ""]);
  }

  // The answer takes this page's place without becoming an entry of its own. Where it only tells of an accident, the
  // form stays, with everything typed.
  function show(form, html) {
    var next = new DOMParser().parseFromString(html, "text/html");
    var accident = next.querySelector("[data-accident]");
    if (accident) {
      waiting(form, false);
      var once = next.querySelector("[data-accident] input[name=once]");
      var mine = form.querySelector("input[name=once]");
      if (once && mine) mine.value = once.value;
      say(
        Array.from(accident.querySelectorAll("h1,[data-say]")).map(function (line) {
          return line.textContent;
        })
      );
      return;
    }
    doc.title = next.title;
    root.lang = next.documentElement.lang;
    doc.body.replaceWith(doc.adoptNode(next.body));
    if (window.htmx) window.htmx.process(doc.body);
    scrollTo(0, 0);
    var first = doc.querySelector(".mistakes,[aria-invalid=true]") || doc.getElementById("main");
    if (first) {
      if (first.tabIndex < 0) first.tabIndex = -1;
      first.focus();
    }
  }

  function waiting(form, yes) {
    if (!yes) {
      form.removeAttribute("aria-busy");
      return;
    }
    form.setAttribute("aria-busy", "true");
    // An answer that is no page, such as a file, leaves the form where it is.
    setTimeout(waiting, 10000, form, false);
  }

  // A field may be called "action" or "method" and would hide the form's own.
  function address(form) {
    return new URL(form.getAttribute("action") || location.href, location.href);
  }

  function posts(form) {
    return (form.getAttribute("method") || "get").toLowerCase() === "post";
  }

  function send(form, data) {
    var body = form.getAttribute("enctype") === "multipart/form-data" ? data : new URLSearchParams(data);
    waiting(form, true);
    fetch(address(form), {
      method: "POST",
      body: body,
      credentials: "same-origin",
      headers: { "X-One-Entry": "yes", Accept: "text/html" }
    })
      .then(function (answer) {
        var to = answer.headers.get("X-Go-To");
        if (to) {
          go(to);
        } else if (answer.redirected && ours(new URL(answer.url))) {
          go(answer.url);
        } else {
          return answer.text().then(function (html) {
            show(form, html);
          });
        }
      })
      .catch(function () {
        waiting(form, false);
        offline();
      });
  }

  doc.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.getAttribute("aria-busy")) {
      // The second tap on the same button.
      event.preventDefault();
      return;
    }
    if (!inOneEntry(form) || form.hasAttribute("target")) {
      if (posts(form) && !form.hasAttribute("hx-post")) waiting(form, true);
      return;
    }
    var button = event.submitter;
    var data = new FormData(form);
    if (button && button.name) data.append(button.name, button.value);
    event.preventDefault();
    if (posts(form)) {
      send(form, data);
    } else {
      var url = address(form);
      url.search = new URLSearchParams(data).toString();
      location.replace(url.href);
    }
  });
  doc.addEventListener("htmx:sendError", function (event) {
    if (event.detail.requestConfig.verb !== "get") offline();
  });

  // A page brought back whole can be sent again.
  addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    doc.querySelectorAll("form[aria-busy]").forEach(function (form) {
      waiting(form, false);
    });
  });
})();
