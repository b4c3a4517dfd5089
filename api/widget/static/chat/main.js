/** Entry: registers the citizen's chat as <yihaoda-chat>. */

import { YihaodaChat } from "./element.js";

if (!customElements.get("yihaoda-chat")) {
  customElements.define("yihaoda-chat", YihaodaChat);
}
