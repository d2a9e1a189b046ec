// What the pages do beyond plain links and forms. Everything here is a convenience: without it every page works.
import './htmx.js';
import 'htmx.org/dist/ext/hx-csp.js';
import './passkey.js';

const OFF = 'arasha-keys-off';
const root = document.documentElement;
root.classList.add('has-js');

const byId = (id) => document.getElementById(id);
const said = byId('said');
const sheet = byId('keys');

function say(text) {
  if (said) said.textContent = text;
}

function remembered() {
  try {
    return localStorage.getItem(OFF) === 'yes';
  } catch {
    return false;
  }
}

function remember(off) {
  try {
    localStorage.setItem(OFF, off ? 'yes' : 'no');
  } catch {
    // A browser that keeps nothing forgets the choice with the page.
  }
}

// Rows -------------------------------------------------------------------------------------------

const rows = () => [...document.querySelectorAll('[data-row]')];
const rowHere = () => document.activeElement?.closest?.('[data-row]') ?? null;

function move(step) {
  const list = rows();
  const at = list.indexOf(rowHere());
  const next = list[at < 0 ? (step > 0 ? 0 : list.length - 1) : at + step];
  const link = next?.querySelector('[data-go]');
  link?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function pickHere() {
  const box = rowHere()?.querySelector('[data-pick]');
  if (!box) return;
  box.checked = !box.checked;
  countPicked();
}

const picked = () => rows().filter((row) => row.querySelector('[data-pick]')?.checked);

function countPicked() {
  const line = document.querySelector('.picked');
  if (!line) return;
  const label = line.querySelector('[data-picked]');
  const count = picked().length;
  label.textContent = `${label.dataset.picked} ${count}`;
  line.hidden = count === 0;
  say(label.textContent);
}

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    say(button.dataset.done);
    button.classList.add('done');
    setTimeout(() => button.classList.remove('done'), 1500);
  } catch {
    // Without the right to the clipboard the value can still be selected by hand.
  }
}

// Keys: by their place on the keyboard, so that they work in a Cyrillic layout too ------------------

function openSheet() {
  if (!sheet.open) sheet.showModal();
}

const commands = {
  KeyJ: () => move(1),
  KeyK: () => move(-1),
  KeyX: pickHere,
  KeyO: () => rowHere()?.querySelector('[data-go]')?.click(),
  Slash: () => (document.querySelector('[data-words]') ?? byId('find'))?.focus(),
};

function onKey(event) {
  const inField = event.target.closest?.('input:not([type=checkbox]), textarea, select');
  if (event.code === 'Escape' && inField) inField.blur();
  if (inField || event.ctrlKey || event.altKey || event.metaKey || remembered() || sheet.open) return;
  const command = event.shiftKey ? (event.code === 'Slash' ? openSheet : null) : commands[event.code];
  if (!command) return;
  event.preventDefault();
  command();
}

function onClick(event) {
  const opener = event.target.closest('[data-open]');
  if (opener) openSheet();
  const single = event.target.closest('[data-copy]');
  if (single) copy(single, single.dataset.copy);
  const many = event.target.closest('[data-copy-picked]');
  if (many) copy(many, picked().map((row) => row.dataset.key).join('\n'));
}

function onChange(event) {
  if (event.target.matches('[data-pick]')) countPicked();
  if (event.target.id === 'keys-off') remember(event.target.checked);
}

// An address without empty values is shorter to read and to send on.
function onConfig(event) {
  const { body, method } = event.detail.ctx.request;
  if (method !== 'GET' || !body) return;
  for (const [name, value] of [...body]) if (value === '') body.delete(name);
}

// After a swap: say the new sentence, and go to its heading if the pager was used ------------------

let turned = false;

function onBefore(event) {
  turned = Boolean(event.target.closest?.('.pager'));
}

function onSwap() {
  const results = byId('results');
  if (!results) return;
  say(results.dataset.lead ?? '');
  if (!turned) return;
  turned = false;
  results.querySelector('.lead')?.focus();
  results.scrollIntoView({ block: 'start' });
}

document.addEventListener('keydown', onKey);
document.addEventListener('click', onClick);
document.addEventListener('change', onChange);
document.addEventListener('htmx:config:request', onConfig);
document.addEventListener('htmx:before:request', onBefore);
document.addEventListener('htmx:after:swap', onSwap);
const off = byId('keys-off');
if (off) off.checked = remembered();
