// Passkeys: the browser makes one, or shows that it has one, and the form carries the answer.
// <form data-passkey="create|get">, its data in #js_data; where a browser knows no passkeys, the page says so.
(() => {
  const form = document.querySelector("form[data-passkey]");
  const data = document.getElementById("js_data");
  if (!form || !data) return;
  const trouble = form.querySelector("[data-trouble]");
  const kind = form.dataset.passkey;
  const known = "PublicKeyCredential" in window && PublicKeyCredential.parseCreationOptionsFromJSON;

  const ask = () => {
    const options = JSON.parse(data.textContent)[kind === "create" ? "creation_options" : "request_options"].publicKey;
    return kind === "create"
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  };

  form.querySelector("button").addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      if (!known) throw new Error("no passkeys here");
      form.elements.credential.value = JSON.stringify((await ask()).toJSON());
      HTMLFormElement.prototype.submit.call(form);
    } catch (error) {
      trouble.hidden = false;
    }
  });
})();
