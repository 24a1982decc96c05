import { target } from "./relay.js";

const words = {
  en: {
    title: "Back to AdKeys",
    what: "This page hands the answer of the sign-in to AdKeys on this computer. It carries the code and the state, nothing else, and keeps nothing.",
    open: "Open AdKeys",
    why: "If nothing happens, copy this and paste it into AdKeys:",
    nothing: "There is no answer of a sign-in in this address, so there is nothing to hand over.",
  },
  ru: {
    title: "Назад в AdKeys",
    what: "Эта страница передаёт ответ на вход программе AdKeys на этом компьютере: только код и state, и ничего не хранит.",
    open: "Открыть AdKeys",
    why: "Если ничего не происходит, скопируйте это и вставьте в AdKeys:",
    nothing: "В этом адресе нет ответа на вход, передавать нечего.",
  },
};

const text = navigator.language.startsWith("ru") ? words.ru : words.en;
const part = (id) => document.getElementById(id);
const address = target(location.search);
// The code has been read: it need not stay in the address bar or the history.
history.replaceState(null, "", location.pathname);

document.documentElement.lang = text === words.ru ? "ru" : "en";
part("title").textContent = text.title;
part("what").textContent = address ? text.what : text.nothing;
if (address) {
  const open = part("open");
  open.textContent = text.open;
  open.href = address;
  open.hidden = false;
  part("why").textContent = text.why;
  part("answer").value = address;
  part("answer").addEventListener("focus", (event) => event.target.select());
  part("fallback").hidden = false;
  location.assign(address);
}
