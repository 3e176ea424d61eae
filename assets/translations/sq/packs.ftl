# Komuna.

sample-title = Të dhëna shembull.
sample-text = Bërë për ta provuar Durbarin. Asnjë zyrë nuk përgjigjet për to.

category-unknown = Çështje tjetër
department-unknown = Zyra
