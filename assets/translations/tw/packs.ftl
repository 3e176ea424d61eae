# Mansini no.

sample-title = Nhwɛsoɔ nsɛm.
sample-text = Wɔayɛ sɛ wɔde bɛsɔ Durbar ahwɛ. Ɔfese biara nnyina akyire.

category-unknown = Asɛm foforɔ
department-unknown = Ɔfese no
