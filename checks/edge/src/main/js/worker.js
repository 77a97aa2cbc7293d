// Runs the application that is compiled into kernel.js wherever requests come as `fetch` events:
// Cloudflare Workers, Deno, Bun, Vercel's edge, and Node with a server of that style.

import { start } from "./kernel.js";

const platform = {
  epochMillis: () => Date.now(),
  monotonicMillis: () => performance.now(),
  // The Web Cryptography API fills at most 65,536 bytes in one call.
  fillRandom(bytes) {
    for (let i = 0; i < bytes.length; i += 65536) {
      crypto.getRandomValues(bytes.subarray(i, i + 65536));
    }
  },
  log(level, event) {
    const write = { ERROR: console.error, WARN: console.warn, INFO: console.info };
    (write[level] ?? console.debug)(event);
  },
};

/**
 * Returns a function from Request to a promise of a Response.
 *
 * @param options.peer returns the address of the client, given all that the runtime gives. By
 *     default it is not known: a header that says it can be trusted only behind a proxy that sets it.
 * @param options.maxBodyBytes how much of a body is read, at most. A handler that wants more is
 *     answered with 413. The default is the kernel's own limit: 1 MiB.
 */
export function createFetch({ peer = () => null, maxBodyBytes = 1048576 } = {}) {
  // Started by the first request: Workers give no random bytes before it.
  let answer = null;
  return async (request, ...rest) => {
    try {
      answer ??= start(platform);
      const body = await read(request, maxBodyBytes);
      return toResponse(answer(received(request, body, peer(request, ...rest))));
    } catch (e) {
      console.error(e);
      return new Response('{"title":"Internal Server Error","status":500}', {
        status: 500,
        headers: { "Content-Type": "application/problem+json" },
      });
    }
  };
}

function received(request, body, peer) {
  const url = new URL(request.url);
  const fields = [];
  request.headers.forEach((value, name) => fields.push(name, value));
  return {
    method: request.method,
    target: url.pathname + url.search,
    scheme: url.protocol.slice(0, -1),
    host: url.host,
    peer,
    fields,
    ...body,
  };
}

/** Reads the body, and no more of it than `max` bytes and one chunk. */
async function read(request, max) {
  const declared = Number(request.headers.get("content-length") ?? -1);
  if (request.body === null) {
    return { body: new Int8Array(0), length: 0, cut: false };
  }
  if (declared > max) {
    return { body: new Int8Array(0), length: declared, cut: true };
  }
  const reader = request.body.getReader();
  const chunks = [];
  let length = 0;
  while (length <= max) {
    const { done, value } = await reader.read();
    if (done) {
      return { body: joined(chunks, length), length, cut: false };
    }
    chunks.push(value);
    length += value.length;
  }
  // Not awaited: the answer does not depend on when the client stops sending.
  reader.cancel().catch(() => {});
  // One byte too many, so that a limit of the kernel that is not larger is the one that is told.
  return { body: joined(chunks, length).subarray(0, max + 1), length: -1, cut: true };
}

function joined(chunks, length) {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return new Int8Array(bytes.buffer);
}

function toResponse({ status, fields, body, write }) {
  const headers = new Headers();
  for (let i = 0; i < fields.length; i += 2) {
    headers.append(fields[i], fields[i + 1]);
  }
  return new Response(write === null ? unsigned(body) : stream(write), { status, headers });
}

/** Runs the writer when the first byte is wanted. It does not wait: all its bytes are then queued. */
function stream(write) {
  return new ReadableStream(
    {
      pull(controller) {
        try {
          write((bytes) => controller.enqueue(unsigned(bytes)));
          controller.close();
        } catch (e) {
          console.error(e);
          controller.error(e);
        }
      },
    },
    { highWaterMark: 0 },
  );
}

function unsigned(bytes) {
  return bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export default { fetch: createFetch() };
