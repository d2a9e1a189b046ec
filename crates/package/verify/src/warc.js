// Web archives (WARC/1.1): one gzip member for each record.
import { concat, toHex } from './bytes.js';
import { sha256 } from './hash.js';
import { splitOnce } from './surt.js';
import { Windows } from './zip.js';

const longestHead = 64 * 1024;
// A longer record is unpacked to its end and not digested once more; the archive's own digest binds it all the same.
const mostUnpacked = 64 * 2 ** 20;
const mostTotal = 8 * 2 ** 30;
// A member may hold bytes that look like the beginning of one; so many are tried.
const mostSeams = 4;
const stretch = 16 * 2 ** 20;

// Where gzip members may begin.
async function beginnings(windows) {
  const found = [];
  for (let from = 0; from < windows.size; from += stretch) {
    const length = Math.min(stretch + 3, windows.size - from);
    const bytes = await windows.at(from, length);
    for (let at = bytes.indexOf(0x1f); at >= 0 && at < stretch; at = bytes.indexOf(0x1f, at + 1)) {
      if (bytes[at + 1] === 0x8b && bytes[at + 2] === 8 && bytes[at + 3] === 0) found.push(from + at);
    }
  }
  return found;
}

// What a gzip member holds: its first bytes, all of them where they are not too many, and how many they are. Null where it is none.
async function unpacked(bytes, left) {
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  const fed = writer.write(bytes).then(() => writer.close()).catch(() => {});
  const reader = stream.readable.getReader();
  const parts = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (length < mostUnpacked) parts.push(next.value);
      length += next.value.length;
      if (length > left) {
        await reader.cancel();
        return null;
      }
    }
  } catch {
    return null;
  }
  await fed;
  return { bytes: concat(...parts), length };
}

function headEnd(bytes) {
  for (let at = bytes.indexOf(13); at >= 0 && at < longestHead; at = bytes.indexOf(13, at + 1)) {
    if (bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) return at;
  }
  return -1;
}

const latin = (bytes) => new TextDecoder('utf-8').decode(bytes);

function fieldsOf(lines) {
  const fields = new Map();
  for (const line of lines) {
    const [name, value] = splitOnce(line, ':');
    if (value !== null && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value.trim());
  }
  return fields;
}

const mimeOf = (kind) => kind?.split(/[; ]/)[0].toLowerCase() || undefined;

// The first line and the type of an HTTP message.
function httpHead(block) {
  const end = headEnd(block);
  if (end < 0) return { body: null };
  const [first, ...lines] = latin(block.subarray(0, end)).split('\r\n');
  const status = /^HTTP\/\S+ (\d{3})( |$)/.exec(first)?.[1];
  return { status, mime: mimeOf(fieldsOf(lines).get('content-type')), body: block.subarray(end + 4) };
}

// The digest that a record says, as it is written in our lists.
const said = (fields, name) => /^sha-?256:([0-9a-f]{64})$/i.exec(fields.get(name) ?? '')?.[1];

// A record of its unpacked bytes; null where it is none, or says another length or digest of itself than it has.
async function recordOf({ bytes, length }) {
  const end = headEnd(bytes);
  const [version, ...lines] = end < 0 ? [] : latin(bytes.subarray(0, end)).split('\r\n');
  if (version !== 'WARC/1.1') return null;
  const fields = fieldsOf(lines);
  const [kind, uri, date] = ['warc-type', 'warc-target-uri', 'warc-date'].map((name) => fields.get(name));
  if (String(length - end - 8) !== fields.get('content-length') || !kind || !date) return null;
  const isHttp = /^application\/http *(;|$)/i.test(fields.get('content-type') ?? '');
  const record = { kind, uri, date, mime: mimeOf(fields.get('content-type')), payload: said(fields, 'warc-payload-digest') };
  if (bytes.length !== length) return record;
  const block = bytes.subarray(end + 4, bytes.length - 4);
  const isMessage = isHttp && ['request', 'response'].includes(kind);
  if (toHex(await sha256(block)) !== said(fields, 'warc-block-digest')) return null;
  const http = isHttp && kind !== 'request' && block.length > 0 ? httpHead(block) : {};
  const payload = isMessage ? httpHead(block).body : block;
  const hasPayload = !['warcinfo', 'revisit', 'continuation'].includes(kind) && payload !== null;
  if (hasPayload && toHex(await sha256(payload)) !== record.payload) return null;
  const mime = kind === 'revisit' ? 'warc/revisit' : isHttp && block.length > 0 ? http.mime : record.mime;
  return { ...record, mime, status: http.status };
}

// The records of an archive with their places; null where it is not a row of gzip members with a good record each.
export async function readArchive(blob) {
  const windows = new Windows(blob);
  const begins = [...(await beginnings(windows)), blob.size];
  const records = [];
  let left = mostTotal;
  let at = 0;
  while (begins[at] < blob.size) {
    const offset = begins[at];
    let found = null;
    for (let seam = 1; seam <= mostSeams && !found && at + seam < begins.length; seam += 1) {
      const bytes = await windows.at(offset, begins[at + seam] - offset);
      const member = await unpacked(bytes, left);
      if (!member) continue;
      left -= member.length;
      found = await recordOf(member);
      if (!found) return null;
      records.push({ ...found, offset, length: bytes.length, stored: toHex(await sha256(bytes)) });
      at += seam;
    }
    if (!found) return null;
  }
  return blob.size > 0 && begins[0] === 0 ? records : null;
}
