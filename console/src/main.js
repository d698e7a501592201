// @ts-check
import { follow } from "./core/feed.js";
import { Model } from "./core/model.js";
import { openSession } from "./core/session.js";
import { startShell } from "./core/shell.js";
import { screens } from "./screens/index.js";

const model = new Model();
const client = openSession(model);
startShell(/** @type {HTMLElement} */ (document.getElementById("app")), { client, model, screens });
client.connect().then(() => follow(client, model), () => undefined); // The shell shows why not.
