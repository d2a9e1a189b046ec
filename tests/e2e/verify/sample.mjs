// Makes court packages by the words of docs/package.md, and changed ones. The keys are made of fixed seeds, so that nothing differs between
// two runs; all people and pages are invented.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';

export const created = '2026-03-04T05:06:07Z';
const digest = (name, ...parts) => parts.reduce((hash, part) => hash.update(part), createHash(name)).digest();
const hex = (name, ...parts) => digest(name, ...parts).toString('hex');
export const id = (word, number) => `${word}-${number.toString(32).padStart(26, '0')}`;
export const pretty = (value) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

// ---- keys, notes

const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export function key(name, kind, seed) {
  const secret = createPrivateKey({ key: Buffer.concat([pkcs8, Buffer.alloc(32, seed)]), format: 'der', type: 'pkcs8' });
  const open = createPublicKey(secret);
  const bytes = Buffer.concat([Buffer.of(kind), open.export({ format: 'der', type: 'spki' }).subarray(-32)]);
  const number = digest('sha256', `${name}\n`, bytes).subarray(0, 4);
  const raw = (message) => sign(null, Buffer.from(message), secret);
  const line = (signature) => `\u2014 ${name} ${Buffer.concat([number, signature]).toString('base64')}\n`;
  const vkey = `${name}+${number.toString('hex')}+${bytes.toString('base64')}`;
  return { name, vkey, raw, line, pem: open.export({ format: 'pem', type: 'spki' }) };
}

export function cosign(witness, text, time) {
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(BigInt(time));
  return witness.line(Buffer.concat([stamp, witness.raw(`cosignature/v1\ntime ${time}\n${text}`)]));
}

export const keys = {
  log: key('log.example.kz/arasha', 1, 1),
  ministry: key('ministry.example.kz', 4, 2),
  prosecutor: key('prosecutor.example.kz', 4, 3),
  shelter: key('shelter.example.kz', 4, 4),
};

export const policyText = [
  '# An invented policy',
  `log ${keys.log.vkey}`,
  `witness ministry ${keys.ministry.vkey}`,
  `witness prosecutor ${keys.prosecutor.vkey} https://witness.example.kz/`,
  `witness shelter ${keys.shelter.vkey}`,
  'group both all ministry prosecutor',
  'group either any both shelter',
  'quorum either',
  '',
].join('\n');

// ---- trees

const node = (left, right) => digest('sha256', Buffer.of(1), left, right);
export const leaf = (line) => digest('sha256', Buffer.of(0), line);
const half = (count) => 2 ** (Math.ceil(Math.log2(count)) - 1);
export const root = (leaves) => (leaves.length === 1 ? leaves[0] : node(root(leaves.slice(0, half(leaves.length))), root(leaves.slice(half(leaves.length)))));

export function path(leaves, at) {
  if (leaves.length === 1) return [];
  const [left, right] = [leaves.slice(0, half(leaves.length)), leaves.slice(half(leaves.length))];
  return at < left.length ? [...path(left, at), root(right)] : [...path(right, at - left.length), root(left)];
}

// ---- zip

// What gzip says of it, so that it shares nothing with what is tested.
const crc = (content) => gzipSync(content, { level: 0 }).subarray(-8).readUInt32LE();

export function stamp(moment) {
  const [year, month, day, hour, minute, second] = moment.split(/[-T:.Z]/).map(Number);
  return ((((year - 1980) << 9) | (month << 5) | day) * 65536 + ((hour << 11) | (minute << 5) | (second >> 1))) >>> 0;
}

export function zip(members, at = created) {
  const [parts, central] = [[], []];
  let offset = 0;
  for (const [name, content] of members) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(10, 0);
    common.writeUInt32LE(stamp(at), 6);
    common.writeUInt32LE(crc(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((0o100644 << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    parts.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), content);
    central.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, rest, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + content.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}


// ---- a web archive

const address = 'https://www.example.kz/jobs?b=2&a=1';

function record(kind, uri, type, block) {
  const http = type.startsWith('application/http');
  const body = http ? block.subarray(block.indexOf('\r\n\r\n') + 4) : block;
  const head = [
    'WARC/1.1',
    `WARC-Type: ${kind}`,
    `WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-${hex('sha256', kind, block).slice(0, 12)}>`,
    'WARC-Date: 2026-03-04T05:00:00Z',
    ...(uri ? [`WARC-Target-URI: ${uri}`] : []),
    `Content-Type: ${type}`,
    `WARC-Block-Digest: sha256:${hex('sha256', block)}`,
    ...(kind === 'warcinfo' ? [] : [`WARC-Payload-Digest: sha256:${hex('sha256', body)}`]),
    `Content-Length: ${block.length}`,
  ];
  const member = gzipSync(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), block, Buffer.from('\r\n\r\n')]));
  return { kind, uri, member, payload: hex('sha256', body) };
}

const records = [
  record('warcinfo', null, 'application/warc-fields', Buffer.from('software: arasha\r\n')),
  record('request', address, 'application/http; msgtype=request', Buffer.from('GET /jobs?b=2&a=1 HTTP/1.1\r\nHost: www.example.kz\r\n\r\n')),
  record('response', address, 'application/http; msgtype=response', Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>An invented page</p>')),
];
export const archive = Buffer.concat(records.map(({ member }) => member));

export function wacz(change = (members) => members) {
  const { member, payload } = records[2];
  const line = {
    url: address, mime: 'text/html', status: '200', digest: `sha256:${payload}`, length: String(member.length),
    offset: String(archive.length - member.length), filename: 'data.warc.gz', recordDigest: `sha256:${hex('sha256', member)}`,
  };
  const page = { id: 'page-1', url: address, ts: created, title: 'Жұмыс' };
  const members = change(new Map([
    ['archive/data.warc.gz', archive],
    ['indexes/index.cdxj', Buffer.from(`kz,example)/jobs?a=1&b=2 20260304050000 ${JSON.stringify(line)}\n`)],
    ['pages/pages.jsonl', Buffer.from(`{"format":"json-pages-1.0","id":"pages","title":"All Pages"}\n${JSON.stringify(page)}\n`)],
  ]));
  const resources = [...members].map(([name, content]) => ({ name, path: name, hash: `sha256:${hex('sha256', content)}`, bytes: content.length }));
  const list = pretty({
    profile: 'data-package', wacz_version: '1.1.1', title: 'A sample', software: 'Arasha 0.1.0', created, mainPageUrl: address, mainPageDate: created, resources,
  });
  members.set('datapackage.json', list);
  members.set('datapackage-digest.json', pretty({ path: 'datapackage.json', hash: `sha256:${hex('sha256', list)}` }));
  return zip([...members]);
}

// ---- histories

const tool = { name: 'Arasha', version: '0.1.0' };
const reason = 'Request 12 of an invented court';
const hashes = (content) => ({ md5: hex('md5', content), sha1: hex('sha1', content), sha256: hex('sha256', content), blake3: '0'.repeat(64) });
const kept = (files) => ({
  kept: { files: files.map(([name, role, content]) => ({ name, role, hashes: hashes(content), bytes: content.length, stored: hex('sha256', 'stored', content) })) },
});

export const disclosures = {
  shown: { field: 'note', salt: '11'.repeat(32), value: 'Көк есік, екінші қабат <b>' },
  hidden: { field: 'person', salt: '22'.repeat(32), value: 'An invented person' },
};

const commitment = ({ field, salt, value }) => hex('sha256', `arasha-disclosure-1\0${field}\0`, Buffer.from(salt, 'hex'), value);
const described = (one) => ({ described: { field: one.field, commitment: commitment(one), opening: { subject: id('subject', 4), sealed: 'AAAAAA' } } });

export const files = {
  web: [['manifest.json', 'manifest', Buffer.from('{}\n')], ['page.warc.gz', 'web_archive', archive]],
  upload: [['manifest.json', 'manifest', Buffer.from('{"uploaded":true}\n')], ['originals/photo.bin', 'original', Buffer.alloc(3000, 7)]],
};

const begun = (item, origin) => ({
  begun: { item, origin, compartment: 'operational', region: 'KZ-75', tool, holder: id('agency', 2), by: id('person', 1), at: created },
});

const histories = {
  [id('item', 9)]: [
    begun(id('item', 9), { page: { address } }),
    kept(files.web),
    { completed: { missing: [{ what: 'https://www.example.kz/film.mp4', why: 'too_large' }] } },
    described(disclosures.shown),
    described(disclosures.hidden),
    { viewed: { file: 'page.warc.gz', reason } },
    { offered: { to: id('agency', 3), by: id('person', 1), until: '2026-03-07T05:06:07Z', reason } },
    { taken: { by: id('person', 5), holder: id('agency', 3) } },
  ],
  [id('item', 10)]: [begun(id('item', 10), { upload: {} }), kept(files.upload), { completed: { missing: [] } }],
};

// The log: entries of both items, and others between them.
class Log {
  lines = [];
  entries = new Map();

  other() {
    this.lines.push(Buffer.from(`{"other":${this.lines.length}}`));
  }

  enter(item, event) {
    const own = this.entries.get(item) ?? [];
    const line = Buffer.from(JSON.stringify({
      place: this.lines.length, previous: hex('sha256', this.lines.at(-1) ?? ''), stream: `item/${item}`, version: own.length + 1,
      at: `2026-03-04T05:${String(this.lines.length).padStart(2, '0')}:00.25Z`, person: id('person', 1), agency: id('agency', 2), purpose: 'casework',
      command: id('command', this.lines.length), edition: '2026-03', schema: 1, event,
    }));
    this.entries.set(item, [...own, { place: this.lines.length, line }]);
    this.lines.push(line);
  }
}

// Which steps of the making are done otherwise.
const usual = {
  members: () => {}, // before the list is made
  list: (list) => list,
  story: (item, events) => events,
  exported: (event) => event,
  line: (line) => line, // of a history, after it was hashed
  signatures: (text) => [keys.log.line(keys.log.raw(text)), cosign(keys.ministry, text, 1772600000), cosign(keys.prosecutor, text, 1772600060)],
  proof: (text) => text,
  policy: policyText,
  wacz: undefined,
  more: [], // files of the second item
  late: () => {}, // after everything but the sums
  sums: () => {},
};

export function make(options = {}) {
  const how = { ...usual, ...options };
  const [log, members] = [new Log(), new Map()];
  const upload = [...files.upload, ...how.more];
  log.other();
  for (const [item, events] of Object.entries(histories)) {
    // What was handed in besides.
    const all = events.map((event) => (event.kept && item === id('item', 10) ? kept(upload) : event));
    how.story(item, all).forEach((event) => log.enter(item, event));
    log.other();
  }
  const [first, second] = Object.keys(histories);
  for (const [item, kept] of [[first, files.web], [second, upload]]) {
    kept.forEach(([name, , content]) => members.set(`items/${item}/files/${name}`, content));
  }
  members.set(`items/${first}/page.wacz`, wacz(how.wacz));
  members.set(`items/${first}/disclosures.json`, pretty([{ version: 4, ...disclosures.shown }]));
  members.set('readme.txt', Buffer.from('An invented recipe\n'));
  members.set('verify.html', Buffer.from('<!DOCTYPE html>\n'));
  members.set('case.jsonld', Buffer.from('{}\n'));
  members.set('log/policy.txt', Buffer.from(how.policy));
  for (const [name, { pem }] of Object.entries(keys)) members.set(`log/${name}.pem`, Buffer.from(pem));
  members.set('papers/protocol.txt', Buffer.from('An invented protocol\n'));
  how.members(members);
  const sorted = () => [...members.keys()].sort();
  const listed = sorted().map((name) => {
    const content = members.get(name);
    return { path: name, bytes: content.length, sha256: hex('sha256', content), md5: hex('md5', content) };
  });
  const title = 'Іс 12: an invented case';
  const list = how.list({ format: 'arasha-package-1', title, created, software: 'Arasha 0.1.0', log: keys.log.name, items: [first, second], files: listed });
  members.set('package.json', Buffer.isBuffer(list) ? list : pretty(list));
  for (const item of [first, second]) {
    log.enter(item, how.exported({ exported: { package: hashes(members.get('package.json')), reason, tool } }));
  }
  log.other();
  const leaves = log.lines.map(leaf);
  const text = `${keys.log.name}\n${leaves.length}\n${root(leaves).toString('base64')}\n`;
  const checkpoint = `${text}\n${how.signatures(text).join('')}`;
  members.set('log/checkpoint.txt', Buffer.from(checkpoint));
  for (const [item, entries] of log.entries) {
    members.set(`items/${item}/history.jsonl`, Buffer.concat(entries.map(({ line }, at) => Buffer.from(`${how.line(line.toString(), at, item)}\n`))));
    entries.forEach(({ place }, at) => {
      const hashes = path(leaves, place).map((hash) => `${hash.toString('base64')}\n`).join('');
      const proof = how.proof(`c2sp.org/tlog-proof@v1\nindex ${place}\n${hashes}\n${checkpoint}`, at, item);
      members.set(`items/${item}/proofs/${String(at + 1).padStart(6, '0')}.tlog-proof`, Buffer.from(proof));
    });
  }
  how.late(members);
  const named = sorted();
  for (const [name, kind] of [['MD5SUMS', 'md5'], ['SHA256SUMS', 'sha256']]) {
    members.set(name, Buffer.from(named.map((path) => `${hex(kind, members.get(path))}  ${path}\n`).join('')));
  }
  how.sums(members);
  return { bytes: zip(sorted().map((name) => [name, members.get(name)])), members, policy: Buffer.from(policyText) };
}
