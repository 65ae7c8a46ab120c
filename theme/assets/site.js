// Leave this page quickly. Follows the behaviour of GOV.UK Frontend's "Exit this page" (MIT):
// Shift three times by itself, at most five seconds apart. Ours replaces the page in the history.
(() => {
  "use strict";
  const WAIT = 5000;
  const links = document.querySelectorAll("[data-exit]");
  const button = document.querySelector("[data-exit-main]");
  const status = document.querySelector("[data-exit-status]");
  if (!links.length) return;
  const target = links[0].href;
  const lights = button ? button.querySelectorAll(".lights i") : [];
  let pressed = 0;
  let timer = 0;
  let combined = false;

  const show = (message) => {
    lights.forEach((light, number) => light.classList.toggle("on", number < pressed));
    if (button) button.classList.toggle("counting", pressed > 0);
    if (status) status.textContent = message || "";
  };

  const leave = () => {
    const blank = document.createElement("div");
    blank.className = "blank";
    blank.setAttribute("role", "alert");
    blank.append(Object.assign(document.createElement("span"), {
      className: "unseen",
      textContent: (button && button.dataset.leaving) || "",
    }));
    document.body.append(blank);
    document.body.classList.add("leaving");
    document.title = "\u00a0";
    location.replace(target);
  };

  const forget = (message) => {
    clearTimeout(timer);
    pressed = 0;
    show(message);
  };

  const title = document.title;
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("body > .blank").forEach((blank) => blank.remove());
    document.body.classList.remove("leaving");
    document.title = title;
    forget();
  });

  links.forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    })
  );

  document.addEventListener("keyup", (event) => {
    if (event.key === "Shift" && !combined) {
      clearTimeout(timer);
      pressed += 1;
      const said = button ? button.dataset : {};
      if (pressed >= 3) {
        show(said.leaving);
        leave();
        return;
      }
      show(pressed === 1 ? said.once : said.twice);
      timer = setTimeout(() => forget(said.late), WAIT);
    } else if (pressed && event.key !== "Shift") {
      forget();
    }
    combined = event.shiftKey;
  });
})();
