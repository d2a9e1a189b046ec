// Entries of the log and what they say of an item of evidence.
import { fromBase64, isHex, toText } from './bytes.js';
import { fields, isId, isMd5, isMoment, isNumber, isSha256, isText, listOf, oneOf, orNull, parseJson, variant } from './json.js';

const isPerson = isId('person');
const isAgency = isId('agency');
export const isItem = isId('item');
const isPurpose = oneOf('detection', 'response', 'casework', 'protection', 'oversight', 'statistics', 'administration');
const isReason = (value) => isText(value) && value.trim() !== '';
const isTool = fields({ name: isReason, version: isReason });
const isHashes = fields({ md5: isMd5, sha1: (value) => isHex(value, 20), sha256: isSha256, blake3: isSha256 });

const roles = ['response', 'web_archive', 'received', 'rendered', 'screenshot', 'print', 'circumstances', 'original', 'manifest', 'time_stamp'];
export const isFileName = (name) => isText(name) && name.length <= 200 && name.split('/').every((part) => /^[-a-z0-9_]([-a-z0-9_.]*[-a-z0-9_])?$/.test(part));

// What nobody here can open: base64 without its padding.
const isSealed = (value) => isText(value) && fromBase64(value.padEnd(Math.ceil(value.length / 4) * 4, '=')) !== null;
const isHidden = fields({ subject: isId('subject'), sealed: isSealed });
const isReading = (value) => isReason(value) && [...value].length <= 200 && !/\p{Cc}/u.test(value);
const isBelow = (most) => (value) => isNumber(value) && value < most;

const isFile = fields({ name: isFileName, role: oneOf(...roles), hashes: isHashes, bytes: isNumber, stored: isSha256 });
const isSource = variant({
  page: fields({ address: isText }),
  upload: fields({}),
  service_export: fields({ service: isText }),
  photographed_screen: fields({}),
  device: fields({
    found: fields({
      kind: oneOf('computer', 'phone', 'drive', 'card', 'sim', 'other'),
      power: oneOf('off', 'on', 'unknown'),
      make: orNull(isReading),
      model: orNull(isReading),
      marks: orNull(isHidden),
      place: isReason,
      position: orNull(isReason),
      appearance: orNull(isReason),
      periphery: listOf(isReading),
      finder: orNull(isPerson),
      at: isMoment,
    }),
  }),
});
const isResponse = fields({ exchange: isBelow(2 ** 32), status: isBelow(2 ** 16), hashes: isHashes, bytes: isNumber });
const isOutcome = variant({
  done: fields({ note: orNull(isReason) }),
  not_done: fields({ reason: isReason }),
  not_applicable: fields({ reason: isReason }),
});
const isMissing = fields({ what: isText, why: oneOf('refused', 'timed_out', 'too_large', 'broken', 'abandoned') });

// What happens to an item (crates/custody).
const isEvent = variant({
  begun: fields({
    item: isItem,
    origin: isSource,
    compartment: oneOf('open_source', 'operational', 'protection', 'casework'),
    region: orNull(isText),
    tool: isTool,
    holder: isAgency,
    by: isPerson,
    at: isMoment,
  }),
  arrived: fields({ responses: listOf(isResponse) }),
  kept: fields({ files: listOf(isFile) }),
  completed: fields({ missing: listOf(isMissing) }),
  failed: fields({ why: oneOf('forbidden', 'unreachable', 'timed_out', 'too_large', 'broken', 'stopped') }),
  viewed: fields({ file: isFileName, reason: isReason }),
  revealed: fields({ file: isFileName, reason: isReason }),
  copied: fields({ copy: isId('copy'), file: isFileName, hashes: isHashes, reason: isReason, tool: isTool }),
  examined: fields({ copy: isId('copy'), finding: isReason, tool: isTool }),
  described: fields({
    field: oneOf('contact', 'note', 'person', 'place'),
    commitment: isSha256,
    opening: isHidden,
  }),
  exported: fields({ package: isHashes, reason: isReason, tool: isTool }),
  offered: fields({ to: isAgency, by: isPerson, until: isMoment, reason: isReason }),
  withdrawn: fields({ reason: isReason }),
  taken: fields({ by: isPerson, holder: isAgency }),
  given_back: fields({ receipt: isReason }),
  stepped: fields({ step: (code) => /^[a-z0-9_.]{1,64}$/.test(code), outcome: isOutcome, when: isMoment, edition: isText, by: isPerson }),
  packed: fields({ packaging: isReason, seal: orNull(isReading) }),
});

const isEntry = fields({
  place: isNumber,
  previous: isSha256,
  stream: isText,
  version: isNumber,
  at: isMoment,
  person: isPerson,
  agency: isAgency,
  purpose: isPurpose,
  command: isId('command'),
  edition: isText,
  schema: isBelow(2 ** 16),
  event: () => true,
});

const longestLine = 8 * 2 ** 20;
export const mostEntries = 65534;

// An entry from its line; undefined where the line is not written as the log writes it. The event stands as it was written, and is JSON.
export function parseEntry(bytes) {
  const line = bytes.length > longestLine ? null : toText(bytes);
  const entry = line === null ? undefined : parseJson(line);
  if (entry === undefined || !isEntry(entry)) return undefined;
  const { event, ...head } = entry;
  const before = `${JSON.stringify(head).slice(0, -1)},"event":`;
  const raw = line.startsWith(before) && line.endsWith('}') ? line.slice(before.length, -1) : ' ';
  const isWhole = raw === raw.trim() && parseJson(raw) !== undefined;
  const [kind] = typeof event === 'object' && event !== null ? Object.keys(event) : [];
  return isWhole && isEvent(event) ? { ...head, kind, event: event[kind], line: bytes } : undefined;
}

// The lines of a history; each should have its end.
export function splitLines(bytes) {
  const lines = [];
  let from = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
    lines.push(bytes.subarray(from, end));
    from = end + 1;
  }
  const isEnded = from === bytes.length;
  return { lines: isEnded ? lines : [...lines, bytes.subarray(from)], isEnded };
}

// Whether the entries tell one item's story: numbered from one, each behind the other in the log, begun first and exported last, with no
// file twice and none after everything had arrived.
export function isStory(entries, item) {
  const names = new Set();
  let isArriving = true;
  return entries.every(({ version, place, stream, kind, event }, at) => {
    const isNext = version === at + 1 && (at === 0 || place > entries[at - 1].place) && stream === `item/${item}`;
    const isBegun = (kind === 'begun') === (at === 0) && (kind !== 'begun' || event.item === item);
    const files = kind === 'kept' ? event.files.map(({ name }) => name) : [];
    const areNew = files.every((name) => !names.has(name) && names.add(name)) && (files.length === 0 || isArriving);
    if (kind === 'completed' || kind === 'failed') isArriving = false;
    return isNext && isBegun && areNew;
  }) && entries.at(-1)?.kind === 'exported';
}

// Which files the entries say were kept, by name.
export const keptFiles = (entries) =>
  new Map(entries.filter(({ kind }) => kind === 'kept').flatMap(({ event }) => event.files.map((file) => [file.name, file])));
