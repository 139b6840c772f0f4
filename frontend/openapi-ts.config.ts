// Generates the API client from the committed description of our API.
import { defineConfig } from "@hey-api/openapi-ts";

type Operations = Record<string, { operationId?: string }>;

export default defineConfig({
  input: "./openapi.json",
  output: { path: "src/api/generated" },
  parser: {
    patch: {
      // Without an id an operation is named by its method and path, which are fixed by design.
      input: (document) => {
        for (const path of Object.values(document.paths ?? {})) {
          for (const operation of Object.values(path as Operations)) delete operation.operationId;
        }
      },
    },
  },
  plugins: [
    "@hey-api/typescript",
    { name: "@hey-api/client-fetch", runtimeConfigPath: "./src/api/client-config" },
    "@hey-api/sdk",
  ],
});
