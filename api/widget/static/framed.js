/** On the page for frames: tells the website around it how the chat looks, and that it may be shown. */

const { title, colors, panel } = JSON.parse(document.getElementById("chat-config").textContent);
window.parent.postMessage({ yihaoda: { title, colors, panel } }, "*");
