// Runs requests on Node: node node.mjs (raw|fetch) REQUESTS-FILE MAX-BODY-BYTES, answers on standard output.

import { readFileSync } from "node:fs";
import { exchange, fromHex, toHex } from "./exchange.mjs";
import { createFetch } from "./worker.js";

const [mode, file, maxBodyBytes] = process.argv.slice(2);
const text = readFileSync(file, "utf8");

// The log goes to the console, which must not mix with the answers.
console.info = console.warn = console.error = () => {};

process.stdout.write(mode === "raw" ? exchange(text) : JSON.stringify(await fetchAll(text)));

async function fetchAll(text) {
  const fetch = createFetch({ peer: () => "192.0.2.1", maxBodyBytes: Number(maxBodyBytes) });
  const answers = [];
  for (const request of JSON.parse(text)) {
    answers.push(await told(await fetch(toRequest(request))));
  }
  return { answers, log: [] };
}

function toRequest({ method, target, scheme, host, fields, body }) {
  const headers = new Headers();
  for (let i = 0; i < fields.length; i += 2) {
    headers.append(fields[i], fields[i + 1]);
  }
  const bytes = body === "" ? undefined : new Uint8Array(fromHex(body).buffer);
  return new Request(`${scheme}://${host}${target}`, { method, headers, body: bytes });
}

async function told(response) {
  const fields = [...response.headers].flat();
  let hex;
  try {
    hex = toHex(new Uint8Array(await response.arrayBuffer()));
  } catch (e) {
    hex = " cut";
  }
  return { status: response.status, fields, body: hex };
}
