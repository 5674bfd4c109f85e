import { Plugin } from "../prosemirror.js";
export const marking = () => new Plugin({});
