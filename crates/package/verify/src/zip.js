// The one form of ZIP in which packages are written: members stored one behind the other, nothing before, between or behind them. Whatever
// differs is found; what can be read all the same is read, so that the rest can be judged.
import { concat, equal, toBytes, toHex, toText } from './bytes.js';
import { Crc32, Md5, Sha256, sha256 } from './hash.js';

const localLength = 30;
const centralLength = 46;
const endLength = 22;
const longestComment = 65535;
const longestDirectory = 32 * 2 ** 20;
// So much is asked of the file at once; a larger member than `atOnce` is digested piece by piece.
const piece = 8 * 2 ** 20;
const atOnce = 256 * 2 ** 20;
// Small members are kept for the checks to come, up to so many bytes.
const smallMember = 2 ** 20;
const mostKept = 256 * 2 ** 20;

// Whether a path has letters that mean the same on every machine, and climbs nowhere.
export const isPath = (path, longest) =>
  path.length <= longest && /^[-a-z0-9._/]*$/.test(path) && path.split('/').every((part) => /^[^.](.*[^.])?$/.test(part));

// Reads a file window by window: whoever goes through it in order has few questions to ask.
export class Windows {
  #blob;
  #start = 0;
  #bytes = new Uint8Array(0);

  constructor(blob) {
    this.#blob = blob;
  }

  get size() {
    return this.#blob.size;
  }

  async at(start, length) {
    const from = start - this.#start;
    if (from >= 0 && from + length <= this.#bytes.length) return this.#bytes.subarray(from, from + length);
    const buffer = await this.#blob.slice(start, start + Math.max(length, piece)).arrayBuffer();
    [this.#start, this.#bytes] = [start, new Uint8Array(buffer)];
    return this.#bytes.subarray(0, length);
  }
}

// What stands at the end of the file says where the directory is; a text says why there is none.
async function findDirectory(windows) {
  const { size } = windows;
  const from = Math.max(0, size - endLength - longestComment);
  const tail = await windows.at(from, size - from);
  let at = tail.length - endLength;
  while (at >= 0 && !(tail[at] === 0x50 && tail[at + 1] === 0x4b && tail[at + 2] === 5 && tail[at + 3] === 6)) at -= 1;
  if (at < 0) return 'not_a_zip';
  const view = new DataView(tail.buffer, tail.byteOffset + at, tail.length - at);
  const u16 = (place) => view.getUint16(place, true);
  const [length, start, count] = [view.getUint32(12, true), view.getUint32(16, true), u16(10)];
  const end = from + at;
  const isLarge = count === 0xffff || length === 0xffffffff || start === 0xffffffff;
  if (isLarge || u16(20) !== 0 || view.byteLength > endLength) return 'junk';
  if (u16(4) !== 0 || u16(6) !== 0 || u16(8) !== count || length > longestDirectory) return 'directory';
  if (start + length !== end) return start + length < end ? 'junk' : 'directory';
  return { start, length, count };
}

// The entries of the directory, as far as it is a row of them.
function readDirectory(bytes) {
  const entries = [];
  let at = 0;
  while (at + centralLength <= bytes.length) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, centralLength);
    if (view.getUint32(0, true) !== 0x02014b50) return null;
    const lengths = [28, 30, 32].map((place) => view.getUint16(place, true));
    const end = at + centralLength + lengths[0] + lengths[1] + lengths[2];
    if (end > bytes.length) return null;
    const name = bytes.subarray(at + centralLength, at + centralLength + lengths[0]);
    entries.push({
      name,
      path: toText(name) ?? new TextDecoder().decode(name),
      stamp: view.getUint32(12, true),
      crc: view.getUint32(16, true),
      stored: view.getUint32(20, true),
      offset: view.getUint32(42, true),
      raw: bytes.subarray(at, end),
    });
    at = end;
  }
  return at === bytes.length ? entries : null;
}

// What both headers of a member say: version 1.0, no flags, stored, and so on.
function common({ name, stamp, crc, stored }) {
  const view = new DataView(new ArrayBuffer(26));
  view.setUint16(0, 10, true);
  view.setUint32(6, stamp, true);
  view.setUint32(10, crc, true);
  view.setUint32(14, stored, true);
  view.setUint32(18, stored, true);
  view.setUint16(22, name.length, true);
  return new Uint8Array(view.buffer);
}

// The headers as our packages have them.
const localHeader = (entry) => concat(Uint8Array.of(0x50, 0x4b, 3, 4), common(entry), entry.name);

function centralHeader(entry) {
  const view = new DataView(new ArrayBuffer(14));
  // A plain file that its owner may write.
  view.setUint32(6, (0o100644 << 16) >>> 0, true);
  view.setUint32(10, entry.offset, true);
  return concat(Uint8Array.of(0x50, 0x4b, 1, 2, 20, 3), common(entry), new Uint8Array(view.buffer), entry.name);
}

// Checksum and digests of a member; its bytes, where it is small.
async function digests(windows, start, length) {
  const [crc, md5] = [new Crc32(), new Md5()];
  if (length <= atOnce) {
    const bytes = await windows.at(start, length);
    const sha = sha256(bytes);
    crc.update(bytes);
    md5.update(bytes);
    return { crc: crc.finish(), md5: toHex(md5.finish()), sha256: toHex(await sha), bytes };
  }
  const sha = new Sha256();
  for (let at = 0; at < length; at += piece) {
    const bytes = await windows.at(start + at, Math.min(piece, length - at));
    [crc, md5, sha].forEach((hash) => hash.update(bytes));
  }
  return { crc: crc.finish(), md5: toHex(md5.finish()), sha256: toHex(sha.finish()) };
}

class Zip {
  // Findings: a path, where it is one, and why.
  flaws = [];
  // By path, in the order in which they stand.
  members = new Map();
  // False where members can't be told apart: no ZIP, or bytes that are shared.
  isReadable = false;
  #kept = 0;
  #names = new Set();

  constructor(blob, isAllowed, progress) {
    Object.assign(this, { blob, isAllowed, progress, windows: new Windows(blob) });
  }

  wrong(path, why) {
    this.flaws.push({ path, why });
  }

  async read() {
    const directory = await findDirectory(this.windows);
    if (typeof directory === 'string') {
      this.wrong(null, directory);
      return this;
    }
    const bytes = (await this.windows.at(directory.start, directory.length)).slice();
    const entries = readDirectory(bytes);
    if (entries?.length !== directory.count) this.wrong(null, 'directory');
    let next = 0;
    for (const entry of entries ?? []) {
      next = await this.take(entry, next, directory.start);
      if (next === null) return this;
    }
    if (next > directory.start) {
      this.wrong(null, 'overlap');
      return this;
    }
    if (next < directory.start) this.wrong(null, 'junk');
    this.isReadable = true;
    return this;
  }

  // Reads a member; where the next one must begin, or null where no more is to be read.
  async take(entry, next, directory) {
    const { path, offset, stored } = entry;
    if (offset < next) {
      this.wrong(path, 'overlap');
      return null;
    }
    if (offset > next) this.wrong(path, 'junk');
    const fixed = await this.windows.at(offset, localLength);
    const view = new DataView(fixed.buffer, fixed.byteOffset, fixed.length);
    if (fixed.length < localLength || view.getUint32(0, true) !== 0x04034b50) {
      this.wrong(path, 'directory');
      return next;
    }
    const start = offset + localLength + view.getUint16(26, true) + view.getUint16(28, true);
    if (start + stored > directory) {
      this.wrong(path, 'overlap');
      return null;
    }
    const header = await this.windows.at(offset, start - offset);
    if (!equal(header, localHeader(entry)) || !equal(entry.raw, centralHeader(entry))) this.wrong(path, 'header');
    if (!this.isAllowed(path)) this.wrong(path, 'name');
    await this.keep(entry, start);
    return start + stored;
  }

  async keep({ path, stamp, crc, stored: length }, start) {
    const { bytes, ...found } = await digests(this.windows, start, length);
    if (found.crc !== crc) this.wrong(path, 'checksum');
    // Systems that do not tell capitals apart would write one file over the other.
    const name = path.toLowerCase();
    if (this.#names.has(name)) this.wrong(path, 'twice');
    this.#names.add(name);
    if (this.members.has(path)) return;
    const isKept = bytes && length <= smallMember && this.#kept + length <= mostKept;
    this.#kept += isKept ? length : 0;
    this.members.set(path, { path, stamp, start, length, ...found, bytes: isKept ? bytes.slice() : undefined });
    this.progress?.(start + length);
  }

  // What is in a member; null where it is not there, or longer than this.
  async bytes(path, most) {
    const member = this.members.get(path);
    if (!member || member.length > most) return null;
    return member.bytes ?? this.windows.at(member.start, member.length);
  }

  part(path) {
    const { start, length } = this.members.get(path);
    return this.blob.slice(start, start + length);
  }
}

// Reads a ZIP file whose paths have to be allowed.
export const readZip = (blob, isAllowed, progress) => new Zip(blob, isAllowed, progress).read();

// Date and time of a moment (RFC 3339, UTC) as ZIP has them; null outside of the years that can be written.
export function stampOf(moment) {
  const [year, month, day, hour, minute, second] = moment.split(/[-T:.Z]/).map(Number);
  const date = ((year - 1980) << 9) | (month << 5) | day;
  return year >= 1980 && year < 2108 ? ((date << 16) | (hour << 11) | (minute << 5) | (second >> 1)) >>> 0 : null;
}

// Paths in the order of their bytes.
export function isInOrder(paths) {
  const compare = (one, other) => {
    const [a, b] = [toBytes(one), toBytes(other)];
    const at = a.findIndex((byte, place) => byte !== b[place]);
    return at < 0 ? a.length - b.length : a[at] - (b[at] ?? -1);
  };
  return paths.every((path, at) => at === 0 || compare(paths[at - 1], path) < 0);
}
