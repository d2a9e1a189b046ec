// Passkeys: the one thing that pages can't do without a script. Where it fails, the form says so and the other ways in remain.
const decode = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));
const encode = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

const withIds = (list) => (list ?? []).map((known) => ({ ...known, id: decode(known.id) }));

function forCreating({ publicKey }) {
  const user = { ...publicKey.user, id: decode(publicKey.user.id) };
  return { publicKey: { ...publicKey, user, challenge: decode(publicKey.challenge), excludeCredentials: withIds(publicKey.excludeCredentials) } };
}

function forGetting({ publicKey }) {
  return { publicKey: { ...publicKey, challenge: decode(publicKey.challenge), allowCredentials: withIds(publicKey.allowCredentials) } };
}

function answerOf(credential) {
  const { response } = credential;
  const said = { clientDataJSON: encode(response.clientDataJSON) };
  for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (response[name]) said[name] = encode(response[name]);
  }
  if (response.getTransports) said.transports = response.getTransports();
  const extensions = credential.getClientExtensionResults();
  return { id: credential.id, rawId: encode(credential.rawId), type: credential.type, clientExtensionResults: extensions, response: said };
}

async function send(form, address, more = {}) {
  const body = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  if (form.dataset.form) headers['x-arasha-form'] = form.dataset.form;
  const answer = await fetch(address, { method: 'POST', body, headers, credentials: 'same-origin' });
  const kind = answer.headers.get('content-type') ?? '';
  if (!kind.startsWith('application/json')) throw new Error('no answer');
  return answer.json();
}

async function run(form) {
  const { ceremony, options, problem } = await send(form, form.dataset.ask);
  if (problem) return problem;
  const isNew = form.dataset.passkey === 'create';
  const credential = isNew ? await navigator.credentials.create(forCreating(options)) : await navigator.credentials.get(forGetting(options));
  const said = await send(form, form.dataset.answer, { ceremony, response: JSON.stringify(answerOf(credential)) });
  if (said.problem) return said.problem;
  location.assign(said.go);
  return '';
}

async function onSubmit(event) {
  const form = event.target.closest?.('[data-passkey]');
  if (!form) return;
  event.preventDefault();
  const place = form.querySelector('[data-problem]');
  const tell = (text) => {
    place.textContent = text;
    place.hidden = !text;
  };
  tell('');
  if (!window.PublicKeyCredential) return tell(place.dataset.none);
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    tell(await run(form));
  } catch {
    tell(place.dataset.failed);
  } finally {
    button.disabled = false;
  }
}

document.addEventListener('submit', onSubmit);

// A code behind # never travels: it is put into its field here, and taken out of the address and its history.
const field = document.querySelector('[data-from-hash]');
if (field && location.hash.length > 1) {
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, '', location.pathname);
}
document.getElementById('problem')?.focus();
