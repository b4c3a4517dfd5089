/** On every page of our own: the controls for reading, in the masthead. */

import { serve } from "./comfort.js";

const begin = () => serve(document.querySelector(".comfort"), document.documentElement);
if (document.querySelector(".comfort")) begin();
else document.addEventListener("DOMContentLoaded", begin);
