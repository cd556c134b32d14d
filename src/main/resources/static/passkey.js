// A button with data-passkey asks the browser for a passkey, or makes one, and sends its form with the answer.
(function () {
  "use strict";

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (c) { return c.charCodeAt(0); });
  }

  function text(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  }

  function asked(data) {
    return { challenge: bytes(data.challenge), rpId: data.host, userVerification: "required", timeout: 120000 };
  }

  function made(data) {
    return {
      challenge: bytes(data.challenge),
      rp: { id: data.host, name: data.name },
      user: { id: bytes(data.handle), name: data.login, displayName: data.login },
      pubKeyCredParams: [-7, -8, -257].map(function (alg) { return { type: "public-key", alg: alg }; }),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: data.known ? data.known.split(" ").map(function (id) {
        return { type: "public-key", id: bytes(id) };
      }) : [],
      attestation: "none",
      timeout: 120000
    };
  }

  function json(credential) {
    var said = credential.response;
    var response = { clientDataJSON: text(said.clientDataJSON) };
    if (said.attestationObject) {
      response.attestationObject = text(said.attestationObject);
      response.transports = said.getTransports ? said.getTransports() : [];
    } else {
      response.authenticatorData = text(said.authenticatorData);
      response.signature = text(said.signature);
      if (said.userHandle) response.userHandle = text(said.userHandle);
    }
    return JSON.stringify({
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response: response,
      clientExtensionResults: {}
    });
  }

  document.querySelectorAll("[data-passkey]").forEach(function (form) {
    if (!window.PublicKeyCredential) return;
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      var field = form.elements.passkey;
      if (field.value) return;
      event.preventDefault();
      var data = form.dataset;
      var answer = data.passkey === "make"
        ? navigator.credentials.create({ publicKey: made(data) })
        : navigator.credentials.get({ publicKey: asked(data) });
      answer.then(function (credential) {
        field.value = json(credential);
        form.submit();
      }, function () {
        var told = form.querySelector("[data-told]");
        if (told) told.hidden = false;
      });
    });
  });
})();
