// The scripts of the pages: modules that run in a browser and judge nothing. How they are laid out is prettier's part.
import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["static/js/**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      complexity: ["error", 8],
      eqeqeq: "error",
      "max-lines": ["error", 150],
      "max-lines-per-function": ["error", 40],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-shadow": "error",
      "no-use-before-define": ["error", { functions: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
];
