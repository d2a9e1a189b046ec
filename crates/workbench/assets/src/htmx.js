// The extension looks for a global `htmx`; the bundler puts this module in its place, so nothing leaks into the page.
export { default as htmx } from 'htmx.org/dist/htmx.esm.js';
