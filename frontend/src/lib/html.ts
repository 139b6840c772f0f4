// HTML of others, made harmless: text, lists, tables and links stay; scripts, styles, images, forms and frames do not.
import DOMPurify from "dompurify";

const ALLOWED_TAGS = (
  "#text a abbr b blockquote br caption center code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i li ol p pre s small " +
  "span strong sub sup table tbody td tfoot th thead tr u ul"
).split(" ");
const ALLOWED_ATTR = ["href", "colspan", "rowspan", "dir", "lang"];
const ALLOWED_URI_REGEXP = /^(https:\/\/|mailto:)/i;

const purifier = DOMPurify(window);

/** What mail programs do not show either, such as the words for a preview. */
purifier.addHook("beforeSanitizeElements", (node) => {
  if (node instanceof HTMLElement && (node.hidden || node.style.display === "none")) node.replaceChildren();
});
purifier.addHook("afterSanitizeAttributes", (node) => {
  if (!node.hasAttribute("href")) return;
  node.setAttribute("target", "_blank");
  node.setAttribute("rel", "noopener noreferrer nofollow");
  node.setAttribute("title", node.getAttribute("href") ?? "");
});

/** A fragment, not a text: what is parsed once more may mean something else. */
export const sanitize = (html: string): DocumentFragment =>
  purifier.sanitize(html, {
    ALLOWED_TAGS,
    ALLOWED_ATTR,
    ALLOWED_URI_REGEXP,
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });

export const isHtml = (text: string) => /<\/?[a-z!][^<>]*>/i.test(text);
