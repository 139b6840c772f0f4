// Runs one Pages function behind a local server, as Cloudflare's runtime would; prints the server's port.
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { pathToFileURL } from "node:url";

const HOP_BY_HOP = ["connection", "transfer-encoding"];
const { onRequest } = await import(pathToFileURL(process.argv[2]).href);

function received(incoming) {
  const headers = Object.entries(incoming.headers).filter(([name]) => !HOP_BY_HOP.includes(name));
  const body = ["GET", "HEAD"].includes(incoming.method) ? undefined : Readable.toWeb(incoming);
  const url = `http://${incoming.headers.host}${incoming.url}`;
  return new Request(url, { method: incoming.method, headers, body, duplex: "half" });
}

async function answer(incoming, outgoing) {
  const response = await onRequest({ request: received(incoming), env: process.env });
  const headers = [...response.headers].filter(([name]) => !HOP_BY_HOP.includes(name));
  outgoing.writeHead(response.status, headers.flat());
  outgoing.flushHeaders();
  if (response.body === null) return outgoing.end();
  await pipeline(Readable.fromWeb(response.body), outgoing);
}

const server = createServer((incoming, outgoing) =>
  answer(incoming, outgoing).catch(() => outgoing.destroy()),
);
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
