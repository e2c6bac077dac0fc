// Puts every schema of a JSON file through OpenAI's own strict transformer: a schema that is strict
// already comes out as it went in. Usage: strict-schemas.mjs <file with {"<tool>": <schema>}>
import {readFileSync} from 'node:fs';
import {isDeepStrictEqual} from 'node:util';
import {toStrictJsonSchema} from 'openai/lib/transform';

const schemas = JSON.parse(readFileSync(process.argv[2], 'utf8'));
let failures = 0;
for (const [tool, schema] of Object.entries(schemas)) {
  try {
    if (!isDeepStrictEqual(toStrictJsonSchema(schema), schema)) {
      throw new Error('the transformer changed it');
    }
  } catch (error) {
    failures++;
    console.log(`${tool}: ${error.message}`);
  }
}
console.log(`${Object.keys(schemas).length} schemas, ${failures} not strict`);
process.exitCode = failures === 0 ? 0 : 1;
