// A security key (WebAuthn) answers the form of the page: what the key is asked stands in the page as JSON, the answer
// goes into the form's hidden field and is sent. The server alone judges it; here are only sentences for what stops
// the browser. Without this file the code of the authenticator application remains.

const LIMIT = 60_000; // milliseconds
const TOUCH = "请插好安全密钥并触摸它，或按屏幕上的提示，用指纹、人脸或 PIN 确认。";
const NO_KEYS = "这个浏览器不能使用安全密钥：浏览器太旧，或者网址不是以 https:// 开头。请换一个浏览器，或改用验证码。";
const BY_NUMBER = "系统还没有域名，只能用 IP 地址打开，而安全密钥只认域名。请改用验证码。";
const LATE = "等了一分钟，安全密钥没有回应。请再试一次，或改用验证码。";
const AGAIN = "这个安全密钥已经添加过了，不用再添加。";
const STOPPED = {
  create: "没有添加：操作取消了，或者安全密钥没有回应。可以再试一次。",
  get: "没有完成：操作取消了，或者这个安全密钥没有在您的账号里添加过。可以再试一次，或改用验证码。",
};

const form = document.querySelector("form[data-key]");
const says = document.getElementById("key-says");
const way = form.dataset.key;
const home = form.dataset.address;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (form.hasAttribute("aria-busy")) return;
  says.textContent = obstacle();
  if (says.textContent) return;
  form.setAttribute("aria-busy", "true");
  says.textContent = TOUCH;
  try {
    form.elements.credential.value = JSON.stringify(await ask());
    form.submit();
  } catch (error) {
    says.textContent = sentence(error);
    form.removeAttribute("aria-busy");
  }
});

// Coming back with the browser's arrow shows the page as it was left: it may be used again.
window.addEventListener("pageshow", () => form.removeAttribute("aria-busy"));

function obstacle() {
  if (!home) return BY_NUMBER;
  if (location.origin !== home) return elsewhere();
  return window.PublicKeyCredential ? "" : NO_KEYS;
}

function elsewhere() {
  return `安全密钥只能在 ${home} 使用，请从这个网址打开。`;
}

function sentence(error) {
  if (error.name === "AbortError") return LATE;
  if (error.name === "NotAllowedError") return STOPPED[way];
  if (error.name === "InvalidStateError") return AGAIN;
  if (error.name === "SecurityError") return elsewhere();
  return `安全密钥没有完成操作（${error.name}）。请再试一次，或改用验证码。`;
}

async function ask() {
  const options = JSON.parse(document.getElementById("key-options").textContent);
  const { publicKey } = options.creation_options ?? options.request_options;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), LIMIT);
  try {
    const asked = { publicKey: { ...toBytes(publicKey), timeout: LIMIT }, signal: patience.signal };
    return toText(await navigator.credentials[way](asked));
  } finally {
    clearTimeout(timer);
  }
}

// The browser's own parseCreationOptionsFromJSON and toJSON are too young for the browsers of offices.
function toBytes(publicKey) {
  const known = (list) => list?.map((one) => ({ ...one, id: decoded(one.id) }));
  const read = { ...publicKey, challenge: decoded(publicKey.challenge) };
  if (read.user) read.user = { ...read.user, id: decoded(read.user.id) };
  if (read.excludeCredentials) read.excludeCredentials = known(read.excludeCredentials);
  if (read.allowCredentials) read.allowCredentials = known(read.allowCredentials);
  return read;
}

function toText(credential) {
  const { id, type, rawId, response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = parts.filter((name) => response[name]).map((name) => [name, encoded(response[name])]);
  const clientExtensionResults = credential.getClientExtensionResults();
  return { id, type, rawId: encoded(rawId), response: Object.fromEntries(given), clientExtensionResults };
}

function decoded(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

function encoded(bytes) {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
