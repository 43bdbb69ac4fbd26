# SPDX-License-Identifier: Apache-2.0
"""Paint the sample inventory's pictures and sound as resources/samples/demo.json asks for.

Run from the top of the repository: python packaging/samples.py [file ...]
The same seeds paint the same pictures; camera data is written as a phone would write it.
"""

from __future__ import annotations

import io
import json
import math
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

sys.path.insert(0, str(Path(__file__).parent))

from scenes import bridges, crafts, fields, hamlets, houses, indoors, lanterns, puppets, waters
from scenes.kit import Sheet
from scenes.sound import write_wav

SAMPLES = Path(__file__).parent.parent / "resources" / "samples"
LIMIT = 222_000
ROOMS = (bridges, crafts, fields, hamlets, houses, indoors, lanterns, puppets, waters)
SCENES = {name: scene for room in ROOMS for name, scene in room.SCENES.items()}


def degrees(value: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    """Degrees, minutes and seconds as EXIF keeps them."""
    value = abs(value)
    whole = int(value)
    minutes = int((value - whole) * 60)
    seconds = round(((value - whole) * 60 - minutes) * 60 * 10_000)
    return IFDRational(whole, 1), IFDRational(minutes, 1), IFDRational(seconds, 10_000)


def exif(photo: dict[str, Any]) -> Image.Exif:
    """Camera data for one picture: place, direction, time, zone, maker."""
    taken = datetime.fromisoformat(photo["taken"])
    utc = taken - timedelta(hours=8)
    local = taken.strftime("%Y:%m:%d %H:%M:%S")
    data = Image.Exif()
    data[0x010F], data[0x0110] = "Heritage Desktop", "Painted sample"
    data[0x0112], data[0x0131], data[0x0132] = 1, "Heritage Desktop samples", local
    inner = data.get_ifd(0x8769)
    inner.update({0x9000: b"0232", 0x9003: local, 0x9004: local})
    inner.update({0x9010: "+08:00", 0x9011: "+08:00", 0x9012: "+08:00"})
    lat, lon = float(photo["lat"]), float(photo["lon"])
    gps = data.get_ifd(0x8825)
    gps.update({0: b"\x02\x03\x00\x00", 1: "N", 2: degrees(lat), 3: "E", 4: degrees(lon)})
    gps.update({5: b"\x00", 6: IFDRational(round(photo["alt"] * 10), 10)})
    gps[7] = tuple(IFDRational(part, 1) for part in (utc.hour, utc.minute, utc.second))
    gps.update({16: "T", 17: IFDRational(round(photo["direction"] * 10), 10), 18: "WGS-84"})
    gps[29] = utc.strftime("%Y:%m:%d")
    return data


def encode(image: Image.Image, photo: dict[str, Any]) -> bytes:
    """The picture as JPEG or HEIC, as fine as the size limit allows."""
    heic = photo["file"].endswith(".heic")
    data = exif(photo).tobytes()
    for quality in (84, 80, 76, 72, 68, 62, 55):
        out = io.BytesIO()
        if heic:
            image.save(out, "HEIF", quality=quality - 30, exif=data)
        else:
            image.save(out, "JPEG", quality=quality, exif=data, optimize=True, progressive=True)
        if out.tell() <= LIMIT:
            break
    return out.getvalue()


def paint(photo: dict[str, Any]) -> str:
    """Paint one picture and write it; a line to print is returned."""
    pillow_heif.register_heif_opener()
    width, height = photo["size"]
    sheet = Sheet(width, height, photo["seed"])
    SCENES[photo["scene"]](sheet)
    body = encode(sheet.finish(), photo)
    (SAMPLES / photo["file"]).write_bytes(body)
    return f"{photo['file']:34} {width} x {height}  {len(body) // 1000:4} kB"


def main(wanted: list[str]) -> None:
    """Paint everything, or only the files named."""
    demo = json.loads((SAMPLES / "demo.json").read_text(encoding="utf-8"))
    photos = [p for p in demo["photos"] if not wanted or p["file"] in wanted]
    with ProcessPoolExecutor(max_workers=2) as pool:
        for line in pool.map(paint, photos):
            print(line)
    if not wanted:
        for sound in demo["sounds"]:
            seconds = write_wav(SAMPLES / sound["file"], sound["seed"])
            print(f"{sound['file']:34} {math.ceil(seconds)} s")


if __name__ == "__main__":
    main(sys.argv[1:])
