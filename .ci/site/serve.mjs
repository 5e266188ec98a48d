// Serves a folder on this machine alone, as a host of pages would: the pages then have an origin of their own.

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".xml": "application/xml" };

// Returns the address of the folder, and what ends the serving.
export function serve(folder) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://site").pathname);
    const wanted = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
    const found = wanted.startsWith(folder + sep) ? statSync(wanted, { throwIfNoEntry: false }) : undefined;
    if (!found?.isFile()) {
      response.writeHead(404).end("not here");
      return;
    }
    response.writeHead(200, { "content-type": types[extname(wanted)] ?? "application/octet-stream" });
    createReadStream(wanted).pipe(response);
  });
  return new Promise((ready) => {
    server.listen(0, "127.0.0.1", () => {
      ready({ address: `http://127.0.0.1:${server.address().port}/`, end: () => server.close() });
    });
  });
}
