// Sends requests to the compiled kernel as they are, without the fetch API, in any engine.

import { start } from "./kernel.js";

/** Takes requests and returns answers and log, both as JSON text; bytes are hexadecimal. */
export function exchange(text) {
  const log = [];
  let next = 0;
  const answer = start({
    epochMillis: () => 1764100000000,
    monotonicMillis: () => 1,
    fillRandom(bytes) {
      for (let i = 0; i < bytes.length; i++) {
        bytes[i] = next++;
      }
    },
    log: (level, event) => log.push(level + " " + event),
  });
  const answers = JSON.parse(text).map((request) => {
    const body = fromHex(request.body);
    const length = request.length ?? body.length;
    return told(answer({ ...request, body, length, cut: request.cut ?? false }));
  });
  return JSON.stringify({ answers, log });
}

function told({ status, fields, body, write }) {
  let hex = body === null ? "" : toHex(body);
  if (write !== null) {
    try {
      write((bytes) => (hex += toHex(bytes)));
    } catch (e) {
      hex += " cut";
    }
  }
  return { status, fields: Array.from(fields), body: hex };
}

export function toHex(bytes) {
  return Array.from(bytes, (b) => (b & 255).toString(16).padStart(2, "0")).join("");
}

export function fromHex(hex) {
  const bytes = new Int8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}
