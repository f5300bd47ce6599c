const [heading, button] = [document.querySelector('h1'), document.querySelector('button')]
button.addEventListener('click', () => (heading.textContent = 'Inbox'))
