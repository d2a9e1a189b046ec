// The check of a court package (docs/package.md): everything that is wrong by its code, and what the package shows.
import { concat, equal, fromHex, toBytes, toText } from './bytes.js';
import { leafHash, sha256Now } from './hash.js';
import { isItem, isStory, keptFiles, mostEntries, parseEntry, splitLines } from './history.js';
import { fields, isMd5, isMoment, isNumber, isSha256, isText, listOf, oneOf, parsePretty } from './json.js';
import { isIncluded, parseCheckpoint, parseProof, verifyNote } from './note.js';
import { isSamePolicy, isSatisfied, parsePolicy } from './policy.js';
import { waczFlaw } from './wacz.js';
import { isInOrder, isPath, readZip, stampOf } from './zip.js';

export const codes = [
  'zip', 'unlisted', 'missing', 'unexpected', 'list', 'sums', 'file', 'policy', 'checkpoint', 'quorum', 'history', 'proof', 'exported',
  'kept', 'wacz', 'disclosure',
];

const longestPath = 255;
const longestText = 64 * 2 ** 20;
const longestJson = 32 * 2 ** 20;
const sums = { MD5SUMS: 'md5', SHA256SUMS: 'sha256' };
const [listPath, policyPath, checkpointPath] = ['package.json', 'log/policy.txt', 'log/checkpoint.txt'];
const needed = [...Object.keys(sums), listPath, policyPath, checkpointPath, 'readme.txt', 'verify.html', 'case.jsonld'];
const itemForm = 'item-[0-9a-z]{26}';
const bound = new RegExp(`^(MD5SUMS|SHA256SUMS|package\\.json|log/checkpoint\\.txt|items/${itemForm}/(history\\.jsonl|proofs/[0-9]{6}\\.tlog-proof))$`);
const place = new RegExp(`^(case\\.jsonld|readme\\.txt|verify\\.html|log/policy\\.txt|log/[^/]+\\.pem|papers/[^/]+|items/${itemForm}/(page\\.wacz|disclosures\\.json|files/.+))$`);

const isCourtList = fields({
  format: oneOf('arasha-package-1'),
  title: isText,
  created: (value) => isMoment(value) && stampOf(value) !== null,
  software: isText,
  log: isText,
  items: listOf(isItem),
  files: listOf(fields({ path: isText, bytes: isNumber, sha256: isSha256, md5: isMd5 })),
});

const isDisclosures = (value) =>
  listOf(fields({ version: isNumber, field: isText, salt: isSha256, value: isText }))(value) && value.length > 0 &&
  value.every(({ version }, at) => at === 0 || version > value[at - 1].version);

// More than these are not listed: they help nobody.
const mostFindings = 5000;

class Check {
  findings = [];
  #found = new Set();
  facts = { items: [] };

  constructor(zip) {
    this.zip = zip;
    // The paths of each item.
    this.folders = new Map();
    for (const path of zip.members.keys()) {
      const folder = path.split('/').slice(0, 2).join('/');
      if (this.folders.has(folder)) this.folders.get(folder).push(path);
      else this.folders.set(folder, [path]);
    }
  }

  wrong(code, path = null) {
    const name = `${code} ${path}`;
    if (this.#found.size < mostFindings && !this.#found.has(name)) this.findings.push({ code, path });
    this.#found.add(name);
  }

  // The paths of an item that begin so.
  under(folder, start) {
    return (this.folders.get(folder) ?? []).filter((path) => path.startsWith(start));
  }

  has(path) {
    return this.zip.members.has(path);
  }

  // The bytes of a member; none where it is not there, or longer than any that is read.
  async bytes(path, most = longestText) {
    return (await this.zip.bytes(path, most)) ?? new Uint8Array(0);
  }

  async list() {
    const list = this.has(listPath) ? parsePretty(toText(await this.bytes(listPath, longestJson)), isCourtList) : undefined;
    const paths = list?.files.map(({ path }) => path) ?? [];
    const isGood = list && list.items.length > 0 && isInOrder(list.items) && isInOrder(paths) && !paths.some((path) => bound.test(path));
    if (this.has(listPath) && !isGood) this.wrong('list', listPath);
    this.facts.list = list;
    this.facts.listDigest = this.zip.members.get(listPath)?.sha256;
    // Each once, whatever the list says.
    this.items = [...new Set(list?.items)];
    this.files = new Map(list?.files.map((file) => [file.path, file]));
  }

  // Every member has a place and is listed; everything that must be there is; and all stand in one order with one time.
  places() {
    const [{ list }, known] = [this.facts, new Set(this.items)];
    for (const [path, { stamp }] of this.zip.members) {
      const isOfItem = !list || !path.startsWith('items/') || known.has(path.split('/')[1]);
      if (!isOfItem || !(bound.test(path) || place.test(path))) this.wrong('unexpected', path);
      else if (list && !bound.test(path) && !this.files.has(path)) this.wrong('unlisted', path);
      if (list && stamp !== stampOf(list.created)) this.wrong('zip', path);
    }
    const histories = this.items.map((item) => `items/${item}/history.jsonl`);
    [...needed, ...histories, ...this.files.keys()].filter((path) => !this.has(path)).forEach((path) => this.wrong('missing', path));
    if (!isInOrder([...this.zip.members.keys()])) this.wrong('zip');
  }

  async sums() {
    const members = [...this.zip.members.values()].filter(({ path }) => !Object.hasOwn(sums, path));
    for (const [path, kind] of Object.entries(sums)) {
      const text = members.map((member) => `${member[kind]}  ${member.path}\n`).join('');
      if (this.has(path) && !equal(await this.bytes(path), toBytes(text))) this.wrong('sums', path);
    }
    for (const [path, { bytes, sha256, md5 }] of this.files) {
      const member = this.zip.members.get(path);
      if (member && (member.length !== bytes || member.sha256 !== sha256 || member.md5 !== md5)) this.wrong('file', path);
    }
  }

  // The policy that everything is checked against: the one that was given, or the package's own.
  async policy(given) {
    const own = this.has(policyPath) ? parsePolicy(await this.bytes(policyPath)) : null;
    if (this.has(policyPath) && (!own || (given && !isSamePolicy(own, given)))) this.wrong('policy', policyPath);
    this.trusted = given ?? own;
    this.facts.policy = this.trusted;
    this.facts.isGiven = given !== null;
    if (this.facts.list && own && this.facts.list.log !== own.log.name) this.wrong('list', listPath);
  }

  async checkpoint() {
    if (!this.has(checkpointPath)) return;
    const checkpoint = parseCheckpoint(await this.bytes(checkpointPath));
    this.head = checkpoint;
    this.facts.checkpoint = checkpoint;
    this.facts.witnessed = [];
    if (!checkpoint) this.wrong('checkpoint', checkpointPath);
    if (!checkpoint || !this.trusted) return;
    const { log, witnesses, rule } = this.trusted;
    const signed = await verifyNote(checkpoint.note, [log]);
    if (checkpoint.origin !== log.name || signed.bad.length > 0 || signed.good.length === 0) this.wrong('checkpoint', checkpointPath);
    const seen = await verifyNote(checkpoint.note, witnesses);
    this.facts.witnessed = seen.good.map(({ key, time }) => ({ name: key.name, id: key.id, time }));
    if (seen.bad.length > 0 || !isSatisfied(rule, seen.good.map(({ key }) => key))) this.wrong('quorum', checkpointPath);
  }

  async item(item) {
    const folder = `items/${item}`;
    const { lines, isEnded } = splitLines(await this.bytes(`${folder}/history.jsonl`));
    const entries = lines.map(parseEntry);
    const read = entries.filter(Boolean);
    const isGood = isEnded && lines.length <= mostEntries && read.length === lines.length && isStory(read, item);
    if (this.has(`${folder}/history.jsonl`) && !isGood) this.wrong('history', `${folder}/history.jsonl`);
    this.facts.items.push({ item, entries: read, files: [], disclosed: [], withheld: [] });
    await this.proofs(folder, lines, entries);
    await this.exported(folder, read);
    await this.kept(folder, read);
    await this.wacz(folder, read);
    await this.disclosures(folder, read);
  }

  // One proof for each line, and none besides.
  async proofs(folder, lines, entries) {
    const name = (number) => `${folder}/proofs/${String(number).padStart(6, '0')}.tlog-proof`;
    const paths = new Set(lines.map((_, at) => name(at + 1)));
    const besides = this.under(folder, `${folder}/proofs/`).filter((path) => !paths.has(path));
    besides.filter((path) => bound.test(path)).forEach((path) => this.wrong('proof', path));
    const checkpoint = toText(await this.bytes(checkpointPath));
    for (const [at, line] of lines.entries()) {
      const path = name(at + 1);
      const proof = this.has(path) ? parseProof(await this.bytes(path)) : null;
      const isHere = proof && this.head && proof.checkpoint === checkpoint && isIncluded(leafHash(line), proof, this.head);
      const isPlaced = !entries[at] || (proof && BigInt(entries[at].place) === proof.index);
      if (!isHere || !isPlaced) this.wrong('proof', path);
    }
  }

  exported(folder, entries) {
    const [list, last] = [this.zip.members.get(listPath), entries.at(-1)];
    if (!list || last?.kind !== 'exported') return;
    const { sha256, md5 } = last.event.package;
    if (sha256 !== list.sha256 || md5 !== list.md5) this.wrong('exported', `${folder}/history.jsonl`);
  }

  kept(folder, entries) {
    const [files, under] = [keptFiles(entries), `${folder}/files/`];
    for (const file of files.values()) {
      const member = this.zip.members.get(under + file.name);
      const isSame = member?.sha256 === file.hashes.sha256 && member.md5 === file.hashes.md5 && member.length === file.bytes;
      if (!isSame) this.wrong('kept', under + file.name);
      this.facts.items.at(-1).files.push({ ...file, isSame });
    }
    const besides = this.under(folder, under).filter((path) => !files.has(path.slice(under.length)));
    besides.forEach((path) => this.wrong('kept', path));
  }

  async wacz(folder, entries) {
    const path = `${folder}/page.wacz`;
    if (!this.has(path)) return;
    const archives = [...keptFiles(entries).values()].filter(({ role }) => role === 'web_archive').map(({ hashes }) => hashes.sha256);
    if (await waczFlaw(this.zip.part(path), archives)) this.wrong('wacz', path);
    this.facts.items.at(-1).hasWacz = true;
  }

  async disclosures(folder, entries) {
    const path = `${folder}/disclosures.json`;
    const read = this.has(path) ? parsePretty(toText(await this.bytes(path, longestJson)), isDisclosures) : [];
    const item = this.facts.items.at(-1);
    const described = new Map(entries.filter(({ kind }) => kind === 'described').map(({ version, event }) => [version, event]));
    if (!read) this.wrong('disclosure', path);
    for (const { version, field, salt, value } of read ?? []) {
      const event = described.get(version);
      const isTrue = event?.field === field && equal(commitment(field, salt, value), fromHex(event.commitment));
      if (!isTrue) this.wrong('disclosure', path);
      else item.disclosed.push({ version, field, value });
    }
    item.disclosed.forEach(({ version }) => described.delete(version));
    item.withheld = [...described].map(([version, { field }]) => ({ version, field }));
  }
}

const commitment = (field, salt, value) =>
  sha256Now(concat(toBytes(`arasha-disclosure-1\0${field}\0`), fromHex(salt), toBytes(value)));

// Checks a package (a Blob), with a policy from somewhere else (bytes) or without one. The verdict is `whole`, `claimed` (whole, by the keys
// that the package itself names) or `broken`; `bad_policy` where the policy that was given can't be read, and nothing was looked at.
export async function checkPackage(blob, policyBytes = null, progress = undefined) {
  const given = policyBytes && parsePolicy(policyBytes);
  if (policyBytes && !given) return { verdict: 'bad_policy', findings: [], facts: { items: [] } };
  const isAllowed = (path) => Object.hasOwn(sums, path) || isPath(path, longestPath);
  const zip = await readZip(blob, isAllowed, progress);
  const check = new Check(zip);
  zip.flaws.forEach(({ path }) => check.wrong('zip', path));
  if (zip.isReadable) {
    await check.list();
    check.places();
    await check.sums();
    await check.policy(given);
    await check.checkpoint();
    for (const item of check.items) await check.item(item);
  }
  const { findings, facts } = check;
  if (!zip.isReadable) check.wrong('zip');
  const verdict = findings.length > 0 ? 'broken' : given ? 'whole' : 'claimed';
  return { verdict, findings, facts: { ...facts, bytes: blob.size, members: zip.members.size }, isRead: zip.isReadable };
}
