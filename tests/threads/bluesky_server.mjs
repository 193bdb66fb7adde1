// A real Bluesky (PDS and AppView) on loopback, told what to do by lines of JSON on standard input.
import net from "node:net";
import readline from "node:readline";
import { TestNetwork } from "@atproto/dev-env";
import { AtUri } from "@atproto/syntax";

// The servers of dev-env listen on every address; here nobody outside may reach them.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) {
  if (typeof args[0] === "number") return listen.call(this, args[0], "127.0.0.1", ...args.slice(1).filter((one) => typeof one === "function"));
  return listen.apply(this, args);
};

const network = await TestNetwork.create({ dbPostgresSchema: "hiwar" });
const seed = network.getSeedClient();
const said = {};
let root;

const acts = {
  async join({ who, name }) {
    await seed.createAccount(who, { handle: `${who}.test`, email: `${who}@mail.example`, password: "password" });
    await seed.createProfile(seed.dids[who], name ?? who, "");
  },
  async say({ who, text, to }) {
    const by = seed.dids[who];
    const parent = to && said[to];
    const post = parent ? await seed.reply(by, root, parent, text) : await seed.post(by, text);
    root ??= post.ref;
    said[post.ref.uriStr] = post.ref;
    return post.ref.uriStr;
  },
  async remove({ who, uri }) {
    await seed.deletePost(seed.dids[who], new AtUri(uri));
  },
  async hide({ who, uris }) {
    const record = { post: root.uriStr, createdAt: new Date().toISOString(), hiddenReplies: uris };
    await seed.agent.api.app.bsky.feed.threadgate.create({ repo: seed.dids[who], rkey: root.uri.rkey }, record, seed.getHeaders(seed.dids[who]));
  },
};

const answer = (row) => process.stdout.write(`>>${JSON.stringify(row)}\n`);
answer({ url: network.bsky.url });
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { act, ...rest } = JSON.parse(line);
  const value = await acts[act](rest);
  await network.processAll();
  answer({ value: value ?? null });
}
await network.close();
process.exit(0);
