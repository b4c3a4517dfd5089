/** On every page of our own: the controls for reading, in the masthead, and what is announced below it. */

import { serve } from "./comfort.js";
import { watch } from "./notices.js";

const begin = () => {
  serve(document.querySelector(".comfort"), document.documentElement);
  watch(document.querySelector(".notices"));
};
if (document.querySelector(".notices")) begin();
else document.addEventListener("DOMContentLoaded", begin);
