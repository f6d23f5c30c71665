"""Personal values: sealed inside events under a key per person and category, kept outside of them."""

import hmac
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from hashlib import sha256
from secrets import token_bytes
from threading import Lock
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ledger import required
from ledger.errors import KeyDestroyed, WrongKey, WrongKeyEncryptionKey
from ledger.fact import Sealed, rehearsing
from ledger.personal_code import personal_code
from ledger.store.holds import CodeOf
from ledger.store.keys import KeyStore

__all__ = ["Keys", "Sealed"]

CATEGORIES = ("care", "payment", "signing")
CACHED_KEYS = 4096
_NONCE = 12


class Keys:
    """Seals and opens personal values, and finds students by their personal code.

    A subject is a student, a specialist, an institution for its coordinators, or a webhook for its secrets. Each
    subject and category has a key of its own, made on first use and kept wrapped by the key-encryption key `kek` (32
    bytes). Whatever reads or writes keys or codes raises WrongKeyEncryptionKey where the database was begun with
    another one.
    """

    def __init__(self, store: KeyStore, kek: bytes) -> None:
        self._store = store
        self._kek = kek
        self._index_key = HKDF(SHA256(), 32, salt=None, info=b"personal code index").derive(kek)
        body_key = HKDF(SHA256(), 32, salt=None, info=b"bodies of requests").derive(kek)
        self._of_bodies = hmac.new(body_key, digestmod=sha256)
        self._check = HKDF(SHA256(), 32, salt=None, info=b"which key-encryption key").derive(kek)
        self._checked = False
        self._open: OrderedDict[tuple[UUID, str], bytes] = OrderedDict()
        self._lock = Lock()

    def seal(self, subject: UUID, category: str, text: str) -> Sealed:
        """`text` under the subject's key of a category: care, payment or signing; UnknownCode.

        A rehearsal leaves no key behind: what it seals nobody will open.
        """
        required.listed("key_category", category, CATEGORIES)
        key = self._key(subject, category)
        if key is None:
            key = token_bytes(32) if rehearsing() else self._first_key(subject, category)
        return Sealed(category, _encrypted(key, text.encode(), _bound(subject, category)))

    def unseal(self, subject: UUID, sealed: Sealed) -> str:
        """The text of a sealed value; KeyDestroyed, WrongKey."""
        key = self._key(subject, sealed.category)
        if key is None:
            raise KeyDestroyed()
        return _decrypted(key, sealed.box, _bound(subject, sealed.category)).decode()

    def unsealed(
        self, sealed: Mapping[UUID, Sequence[Sealed]], category: str
    ) -> dict[UUID, list[str]]:
        """The texts of many persons' values of one category; of none whose key was destroyed. WrongKey.

        Their keys are read at once, and not kept.
        """
        self._require_kek()
        wrapped = self._store.wrapped_keys(list(sealed), category)
        opened: dict[UUID, list[str]] = {}
        for subject, box in wrapped.items():
            bound = _bound(subject, category)
            key = _decrypted(self._kek, box, bound)
            opened[subject] = [
                _decrypted(key, each.box, bound).decode() for each in sealed[subject]
            ]
        return opened

    def personal_code_index(self, code: str) -> bytes:
        """What stands for a personal code where students are looked up; PersonalCodeInvalid."""
        return hmac.digest(self._index_key, personal_code(code).encode(), sha256)

    def student_of(self, code: str) -> UUID | None:
        """The student with this personal code; PersonalCodeInvalid."""
        self._require_kek()
        return self._store.holder_of_code(self.personal_code_index(code))

    def code_of(self, student: UUID, code: str | None) -> CodeOf:
        """For the append that records it: this is the student's code; PersonalCodeInvalid."""
        self._require_kek()
        return CodeOf(student, None if code is None else self.personal_code_index(code).hex())

    def body_digest(self, data: bytes) -> str:
        """64 hexadecimal digits that tell whether two requests are the same, and nothing of what they say."""
        digest = self._of_bodies.copy()  # in half the time that a new one takes
        digest.update(data)
        return digest.hexdigest()

    # --- keys ---------------------------------------------------------------------------------------

    def _require_kek(self) -> None:
        """Look once whether it is the one of this database; a rehearsal does not make it so."""
        if self._checked:
            return
        known = self._store.kek_check()
        if known is None and not rehearsing():
            known = self._store.keep_kek_check(self._check)
        if known is not None:
            if not hmac.compare_digest(known, self._check):
                raise WrongKeyEncryptionKey()
            self._checked = True

    def _key(self, subject: UUID, category: str) -> bytes | None:
        with self._lock:
            if key := self._open.get((subject, category)):
                self._open.move_to_end((subject, category))
                return key
        self._require_kek()
        wrapped = self._store.wrapped_key(subject, category)
        return wrapped and self._unwrapped(subject, category, wrapped)

    def _first_key(self, subject: UUID, category: str) -> bytes:
        """Of several processes that make one at once, all get the one that came first."""
        wrapped = _encrypted(self._kek, token_bytes(32), _bound(subject, category))
        return self._unwrapped(subject, category, self._store.keep_key(subject, category, wrapped))

    def _unwrapped(self, subject: UUID, category: str, wrapped: bytes) -> bytes:
        key = _decrypted(self._kek, wrapped, _bound(subject, category))
        with self._lock:
            self._open[subject, category] = key
            if len(self._open) > CACHED_KEYS:
                self._open.popitem(last=False)
        return key


def _bound(subject: UUID, category: str) -> bytes:
    """What a box is good for: moved to another person or category, it does not open."""
    return subject.bytes + category.encode()


def _encrypted(key: bytes, text: bytes, bound: bytes) -> bytes:
    nonce = token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, bound)


def _decrypted(key: bytes, box: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(box[:_NONCE], box[_NONCE:], bound)
    except (InvalidTag, ValueError):
        raise WrongKey() from None
