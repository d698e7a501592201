// @ts-check
/** Fields made of a handler's JSON Schema, and a value made of fields: for the shapes that a form can show. */

/** @typedef {{name: string, kind: "text" | "integer" | "number" | "boolean" | "choice" | "json", required: boolean, choices?: any[], hint: string}} Field */

/** Whether a schema names the members of an object. @param {any} schema */
export function hasFields(schema) {
  return fieldsOf(schema).length > 0;
}

/** @param {any} schema @returns {Field[]} */
export function fieldsOf(schema) {
  const properties = schema?.properties;
  if (!properties || typeof properties !== "object") return [];
  const required = new Set(schema.required ?? []);
  return Object.entries(properties).map(([name, told]) => {
    const of = /** @type {any} */ (told);
    const types = [of.type].flat().filter((type) => type && type !== "null");
    const choices = of.enum?.filter((/** @type {any} */ one) => one !== null);
    /** @type {Record<string, any>} */
    const kinds = { string: "text", integer: "integer", number: "number", boolean: "boolean" };
    const kind = choices ? "choice" : types.length === 1 ? (kinds[types[0]] ?? "json") : "json";
    const limits = [of.description, of.format, of.minimum > -2147483648 && `at least ${of.minimum}`, of.maximum < 2147483647 && `at most ${of.maximum}`, kind === "json" && (types[0] ?? "any value"), of.default !== undefined && `default ${JSON.stringify(of.default)}`];
    return { name, kind, required: required.has(name), ...(choices && { choices }), hint: limits.filter(Boolean).join(", ") };
  });
}

/** A value to begin with: what is required, empty. @param {any} schema @returns {any} */
export function skeleton(schema) {
  if (!hasFields(schema)) return schema?.type === "string" ? "" : schema?.type === "array" ? [] : schema?.type === "integer" || schema?.type === "number" ? 0 : {};
  /** @type {Record<string, any>} */
  const value = {};
  for (const field of fieldsOf(schema)) {
    const of = schema.properties[field.name];
    if (of.default !== undefined) value[field.name] = of.default;
    else if (field.required) value[field.name] = field.kind === "text" ? "" : field.kind === "boolean" ? false : field.kind === "choice" ? field.choices?.[0] : field.kind === "json" ? skeleton(of) : 0;
  }
  return value;
}
