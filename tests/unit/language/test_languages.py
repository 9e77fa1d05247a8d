"""Which language a text is in."""

import pytest

from pipelines.language.languages import identify_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The army said on Monday that it had taken the town and that nobody was hurt.", "en"),
        ("THE ARMY SAID ON MONDAY THAT IT HAD TAKEN THE TOWN.", "en"),
        ("El ejército dijo que los soldados no han llegado a la ciudad por la lluvia.", "es"),
        ("L'armée a dit que les soldats ne sont pas dans la ville et qu'elle est calme.", "fr"),
        ("Die Armee sagte, dass die Soldaten nicht in der Stadt sind und es ruhig ist.", "de"),
        ("Армия сообщила, что солдаты не вошли в город.", "ru"),
        ("Армія повідомила, що солдати не увійшли в місто і відступили.", "uk"),
        ("قال الجيش إن الجنود لم يدخلوا المدينة", "ar"),
        ("فوج نے کہا کہ سپاہی شہر میں داخل نہیں ہوئے، ڈاکٹر نے کہا", "ur"),
        ("军队表示士兵没有进入城市", "zh"),
        ("軍は兵士が町に入らなかったと述べた", "ja"),
        ("", "und"),
        ("1234 !!", "und"),
        ("Kabul", "und"),
    ],
)
def test_language(text, code):
    assert identify_language(text) == code
