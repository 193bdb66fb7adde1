// A real Bluesky (PDS, AppView, PLC) on loopback, told what to do by lines of JSON on standard input.
import net from "node:net";
import readline from "node:readline";
import { TestNetwork } from "@atproto/dev-env";
import { AtUri } from "@atproto/syntax";

// The servers of dev-env listen on every address; here nobody outside may reach them.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) {
  const done = args.filter((one) => typeof one === "function");
  if (typeof args[0] === "number") return listen.call(this, args[0], "127.0.0.1", ...done);
  if (args[0]?.port !== undefined) return listen.call(this, { ...args[0], host: "127.0.0.1" }, ...done);
  return listen.apply(this, args);
};

const network = await TestNetwork.create({ dbPostgresSchema: "hiwar" });
const seed = network.getSeedClient();
const posts = {};
const collection = "app.bsky.feed.post";

function linked(text, link) {
  const byteStart = Buffer.byteLength(text.slice(0, text.indexOf(link.text)));
  const index = { byteStart, byteEnd: byteStart + Buffer.byteLength(link.text) };
  return { index, features: [{ $type: "app.bsky.richtext.facet#link", uri: link.uri }] };
}

async function found(uri) {
  const { host: repo, rkey } = new AtUri(uri);
  return (await seed.agent.com.atproto.repo.getRecord({ repo, collection, rkey })).data;
}

const acts = {
  async join({ who, name, labels }) {
    await seed.createAccount(who, { handle: `${who}.test`, email: `${who}@mail.example`, password: "password" });
    await seed.createProfile(seed.dids[who], name ?? who, "", labels);
  },
  async say({ who, text, to, lang, link }) {
    const by = seed.dids[who];
    const more = { ...(lang && { langs: [lang] }), ...(link && { facets: [linked(text, link)] }) };
    const said = to
      ? await seed.reply(by, posts[to].root, posts[to].ref, text, undefined, undefined, more)
      : await seed.post(by, text, undefined, undefined, undefined, more);
    posts[said.ref.uriStr] = { ref: said.ref, root: to ? posts[to].root : said.ref };
    return said.ref.uriStr;
  },
  async edit({ who, uri, text }) {
    const { rkey } = new AtUri(uri);
    const { repo } = seed.agent.com.atproto;
    const by = seed.dids[who];
    const { data } = await repo.getRecord({ repo: by, collection, rkey });
    const headers = seed.getHeaders(by);
    const record = { ...data.value, text };
    await repo.putRecord({ repo: by, collection, rkey, record }, { headers, encoding: "application/json" });
  },
  async remove({ who, uri }) {
    await seed.deletePost(seed.dids[who], new AtUri(uri));
  },
  async block({ who, whom }) {
    await seed.block(seed.dids[who], seed.dids[whom]);
  },
  async unblock({ who, whom }) {
    await seed.unblock(seed.dids[who], seed.dids[whom]);
  },
  async pds() {
    return network.pds.url;
  },
  async know({ uri }) {
    const { cid } = await found(uri);
    const ref = { raw: { uri, cid }, uri: new AtUri(uri), cid, uriStr: uri, cidStr: cid };
    posts[uri] = { ref, root: ref };
  },
  async record({ uri }) {
    return (await found(uri)).value;
  },
  async postsOf({ who }) {
    const { data } = await seed.agent.com.atproto.repo.listRecords({ repo: seed.dids[who], collection });
    return data.records.map((record) => record.uri);
  },
  async hide({ who, root, uris }) {
    const { rkey } = new AtUri(root);
    const gate = seed.agent.app.bsky.feed.threadgate;
    const headers = seed.getHeaders(seed.dids[who]);
    const record = { post: root, createdAt: new Date().toISOString(), hiddenReplies: uris };
    await gate.delete({ repo: seed.dids[who], rkey }, headers);
    await gate.create({ repo: seed.dids[who], rkey }, record, headers);
  },
};

const answer = (row) => process.stdout.write(`>>${JSON.stringify(row)}\n`);
answer({ value: network.bsky.url });
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { act, ...rest } = JSON.parse(line);
  try {
    const value = await acts[act](rest);
    await network.processAll();
    answer({ value: value ?? null });
  } catch (error) {
    answer({ error: `${act}: ${error.stack}` });
  }
}
await network.close();
process.exit(0);
