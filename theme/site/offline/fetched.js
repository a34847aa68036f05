// Files of a copy that is opened from a folder. There no browser lets a script read a file, but all
// of them run one: so each file is a script that hands its content over (casebook/offline/shards.py).

const { root = "./" } = document.documentElement.dataset;
const home = new URL(root, document.baseURI).href;
const shards = `${home}shards/`;
const NAME = /^[a-z0-9._/-]+\.js$/;

// Scripts of the copy's own folder and no others.
function refuseForeign(url) {
  const name = url.slice(shards.length);
  if (!url.startsWith(shards) || !NAME.test(name) || name.includes("..")) throw new TypeError(url);
  return url;
}

const rule = { createScriptURL: refuseForeign };
const policy = globalThis.trustedTypes?.createPolicy("shards", rule) ?? rule;

const contents = new Map(); // of scripts that have run, by the name of the file on the site

globalThis.shard = (name, content) => contents.set(name, content);

function load(url) {
  const name = url.href.slice(home.length);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const failed = () => reject(new Error(`not in this copy: ${name}`));
    script.addEventListener("error", failed);
    script.addEventListener("load", () => {
      script.remove();
      if (!contents.has(name)) failed();
      resolve(contents.get(name));
      contents.delete(name);
    });
    script.src = policy.createScriptURL(`${shards}${name}.js`);
    document.head.append(script);
  });
}

// What a file of JSON holds.
export async function json(url) {
  return JSON.parse(await load(url));
}

// The text of a file that is packed on the site.
export function text(url) {
  return load(url);
}
