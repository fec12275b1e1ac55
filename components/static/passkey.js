// Passkeys: ask the server, ask the browser, send its answer. Buttons say what for: data-passkey="in|nieuw|erbij".
(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const post = async (address, body) => {
    const answer = await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    const type = answer.headers.get('Content-Type') || '';
    const said = type.includes('json') ? await answer.json() : { fout: 'Dit lukt nu niet. Wacht even en probeer het opnieuw.' };
    if (said.fout) throw new Error(said.fout);
    return said;
  };
  const named = (list) => list?.map((each) => ({ ...each, id: bytes(each.id) }));
  const flat = ({ id, rawId, type, response, authenticatorAttachment }) => {
    const parts = {};
    for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
      if (response[name]) parts[name] = text(response[name]);
    }
    return { id, rawId: text(rawId), type, response: parts, authenticatorAttachment };
  };
  const signIn = async (form) => {
    const asked = await post('/inloggen/passkey/vraag', { naar: form?.naar?.value || '/' });
    const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: named(asked.allowCredentials) };
    return post('/inloggen/passkey', flat(await navigator.credentials.get({ publicKey })));
  };
  const make = async (form) => {
    const asked = await post('/account/passkeys/vraag', { naam: form?.naam?.value || '', email: form?.email?.value || '' });
    const user = { ...asked.user, id: bytes(asked.user.id) };
    const publicKey = { ...asked, user, challenge: bytes(asked.challenge), excludeCredentials: named(asked.excludeCredentials) };
    return post('/account/passkeys', flat(await navigator.credentials.create({ publicKey })));
  };
  const words = (error) => {
    if (error.name === 'NotAllowedError') return 'Het is niet gelukt, of u brak het af. Probeer het opnieuw.';
    if (error.name === 'InvalidStateError') return 'Dit apparaat heeft al een passkey voor uw account.';
    return error.name === 'Error' ? error.message : 'Dit lukt nu niet. Wacht even en probeer het opnieuw.';
  };
  for (const part of document.querySelectorAll('[data-passkey-only]')) part.hidden = false;
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-passkey]');
    if (!button) return;
    const fault = button.closest('[data-passkey-only]').querySelector('[data-passkey-fault]');
    fault.hidden = true;
    button.disabled = true;
    try {
      const { naar } = button.dataset.passkey === 'in' ? await signIn(document.forms[0]) : await make(button.form);
      location.href = naar;
    } catch (error) {
      fault.textContent = words(error);
      fault.hidden = false;
      button.disabled = false;
    }
  });
})();
